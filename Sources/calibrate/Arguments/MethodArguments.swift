import ArgumentParser
import Calibration
import CalibrationReport

/// Settings of methods, for those that leave a choice.
struct MethodArguments: ParsableArguments {
  @Option(help: ArgumentHelp("What the fits minimise.", valueName: "name"))
  var objective: FittingObjective = .negativeLogLikelihood

  @Option(
    help: ArgumentHelp(
      "Where to look: the true optimum, or the grid of the published experiment.",
      valueName: "name"
    )
  )
  var search: ParameterSearch = .optimum

  @Option(
    help: ArgumentHelp(
      "What matrix and dirichlet hold back: odir or l2.",
      valueName: "name"
    )
  )
  var regularization: MatrixRegularization = .odir

  @Option(
    help: ArgumentHelp(
      "How strongly: lambda, or lambda,mu; chosen by cross-validation by default.",
      valueName: "lambda[,mu]"
    )
  )
  var strength: RegularizationStrength?

  /// The settings, with warnings that come before a long search, and its progress, on standard error.
  func settings(
    _ progress: Progress,
    _ earlyWarnings: EarlyWarnings = EarlyWarnings()
  ) -> MethodSettings {
    MethodSettings(
      objective: objective,
      search: search,
      matrix: MatrixFitSettings(regularization: regularization, strength: strength) { event in
        switch event {
        case .warning(let warning):
          progress.clear()
          earlyWarnings.say("\(warning)")
        case .crossValidating(let count):
          progress.say("choosing the strength by cross-validation: \(Self.evaluations(count))")
        case .searching(let count, let objective):
          progress.say(
            "fitting: \(Self.evaluations(count)), objective \(Numbers.fixed(objective, 6))"
          )
        }
      }
    )
  }

  private static func evaluations(_ count: Int) -> String {
    count == 1 ? "1 evaluation" : "\(Numbers.grouped(count)) evaluations"
  }
}

/// What methods are made with.
struct MethodSettings: Sendable {
  var objective: FittingObjective = .negativeLogLikelihood
  var search: ParameterSearch = .optimum
  /// Of the methods with a matrix; the structured ones only tell of their progress.
  var matrix = MatrixFitSettings()
}

extension FittingObjective: ExpressibleByArgument {}
extension ParameterSearch: ExpressibleByArgument {}
extension MatrixRegularization: ExpressibleByArgument {}

extension RegularizationStrength: ExpressibleByArgument {
  /// λ and μ separated by a comma, or one number for both.
  public init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Double($0) }
    guard let lambda = numbers.first, numbers.count == parts.count, parts.count <= 2 else {
      return nil
    }
    try? self.init(lambda: lambda, mu: numbers.last ?? lambda)
  }
}
