import ArgumentParser
import Calibration
import CalibrationFiles
import CalibrationReport

/// A method on the command line: a name, with `per-label-` before it for one map for each independent
/// output; names joined by `|` that are fitted one after the other; or `auto`, which chooses among the
/// usual ones by cross-validation.
struct MethodName: ExpressibleByArgument, Hashable, CustomStringConvertible, Sendable {
  /// Empty for `auto`.
  private let parts: [MethodPart]

  private static let automaticName = "auto"

  static let temperature = MethodName(MethodPart(method: .temperature))
  static let focalTemperature = MethodName(MethodPart(method: .focalTemperature))

  init(_ part: MethodPart) {
    parts = [part]
  }

  init?(argument: String) {
    if argument == Self.automaticName {
      parts = []
      return
    }
    let names = argument.split(separator: "|", omittingEmptySubsequences: false)
    let parts = names.compactMap { MethodPart(name: $0.trimmingSpaces) }
    guard !parts.isEmpty, parts.count == names.count else { return nil }
    self.parts = parts
  }

  var description: String {
    parts.isEmpty ? Self.automaticName : parts.map(\.name).joined(separator: "|")
  }

  var defaultValueDescription: String { description }

  static var allValueStrings: [String] {
    BasicMethod.allCases.map(\.rawValue) + [automaticName]
  }

  /// What a shell offers: also the names of one map for each independent output, which help leaves to a
  /// sentence.
  static var defaultCompletionKind: CompletionKind {
    let perLabel = BasicMethod.allCases.map { MethodPart(method: $0, isPerLabel: true).name }
    return .list(allValueStrings + perLabel)
  }

  /// The method itself, for scores like these.
  func method(_ settings: MethodSettings, for predictions: Predictions) -> any CalibrationMethod {
    let methods = parts.map { $0.method(settings, for: predictions) }
    return switch methods.count {
    case 0: Self.selection(settings, predictions)
    case 1: methods[0]
    default: ComposedMethod(methods)
    }
  }

  private static func selection(
    _ settings: MethodSettings,
    _ predictions: Predictions
  ) -> MethodSelection {
    MethodSelection(
      among: MethodPart.usual(for: predictions).map {
        MethodSelection.Candidate(
          name: $0.name,
          method: $0.method(settings, for: predictions)
        )
      }
    )
  }

  /// Fits the method.
  func fit(
    to data: LabeledPredictions,
    _ settings: MethodSettings,
    input: Calibrator.Fitting.Input? = nil
  ) throws(PredictionsError) -> MethodFit {
    if parts.isEmpty {
      let (fit, scores) = try Self.selection(settings, data.predictions)
        .select(fittingTo: data)
      return MethodFit(
        name: "\(Self.automaticName) (\(scores.first(where: \.isChosen)?.name ?? "none"))",
        parameters: fit.parameters,
        calibrator: Calibrator(fit, input: input, selection: scores)
      )
    }
    return try method(settings, for: data.predictions)
      .fitted(to: data, named: description, input)
  }
}

/// A fit of any method.
struct MethodFit: Sendable {
  /// The method as the user named it.
  let name: String
  let parameters: [FittedParameter]
  let calibrator: Calibrator

  /// What a comparison shows of the fit.
  func report(seconds: Double?) -> ComparedMap.Fit? {
    calibrator.fitting.map {
      ComparedMap.Fit(
        parameters: parameters,
        objective: $0.objective.name,
        value: $0.objective.value,
        uncalibratedValue: $0.objective.uncalibratedValue,
        warnings: $0.warnings,
        seconds: seconds
      )
    }
  }
}

extension CalibrationMethod {
  fileprivate func fitted(
    to data: LabeledPredictions,
    named name: String,
    _ input: Calibrator.Fitting.Input?
  ) throws(PredictionsError) -> MethodFit {
    let fit = try report(fittingTo: data)
    return MethodFit(
      name: name,
      parameters: fit.parameters,
      calibrator: Calibrator(fit, input: input)
    )
  }
}

extension StringProtocol {
  fileprivate var trimmingSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
