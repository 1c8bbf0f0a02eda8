import ArgumentParser
import Calibration
import CalibrationFiles

/// A method on the command line: a name, names joined by `|` that are fitted one after the other, or
/// `auto`, which chooses among all names by cross-validation.
struct MethodName: ExpressibleByArgument, Hashable, CustomStringConvertible, Sendable {
  /// Empty for `auto`.
  private let parts: [BasicMethod]

  private static let automaticName = "auto"

  static let temperature = MethodName(.temperature)
  static let focalTemperature = MethodName(.focalTemperature)

  /// Every method alone.
  static var all: [MethodName] { BasicMethod.allCases.map(MethodName.init) }

  /// What is compared where nothing else is asked for.
  static var usual: [MethodName] {
    [.temperature, .focalTemperature, MethodName(.focalMap), MethodName(.ensembleTemperature)]
  }

  init(_ part: BasicMethod) {
    parts = [part]
  }

  init?(argument: String) {
    if argument == Self.automaticName {
      parts = []
      return
    }
    let names = argument.split(separator: "|", omittingEmptySubsequences: false)
    let parts = names.compactMap { BasicMethod(rawValue: $0.trimmingSpaces) }
    guard !parts.isEmpty, parts.count == names.count else { return nil }
    self.parts = parts
  }

  var description: String {
    parts.isEmpty ? Self.automaticName : parts.map(\.rawValue).joined(separator: "|")
  }

  var defaultValueDescription: String { description }

  static var allValueStrings: [String] { all.map(\.description) + [automaticName] }

  /// The method itself.
  func method(objective: FittingObjective, search: ParameterSearch) -> any CalibrationMethod {
    switch parts.count {
    case 0: Self.selection(objective: objective, search: search)
    case 1: parts[0].method(objective: objective, search: search)
    default: ComposedMethod(parts.map { $0.method(objective: objective, search: search) })
    }
  }

  private static func selection(
    objective: FittingObjective,
    search: ParameterSearch
  ) -> MethodSelection {
    MethodSelection(
      among: BasicMethod.allCases.map {
        MethodSelection.Candidate(
          name: $0.rawValue,
          method: $0.method(objective: objective, search: search)
        )
      }
    )
  }

  /// Fits the method.
  func fit(
    to data: LabeledPredictions,
    objective: FittingObjective,
    search: ParameterSearch = .optimum,
    input: Calibrator.Fitting.Input? = nil
  ) throws(PredictionsError) -> MethodFit {
    if parts.isEmpty {
      let (fit, scores) = try Self.selection(objective: objective, search: search)
        .select(fittingTo: data)
      return MethodFit(
        name: "\(Self.automaticName) (\(scores.first(where: \.isChosen)?.name ?? "none"))",
        parameters: fit.parameters,
        calibrator: Calibrator(fit, input: input, selection: scores)
      )
    }
    return try method(objective: objective, search: search)
      .fitted(to: data, named: description, input)
  }
}

/// The methods that have a name of their own.
enum BasicMethod: String, CaseIterable, Sendable {
  case temperature
  case focalTemperature = "focal-temperature"
  case focalMap = "focal-map"
  case ensembleTemperature = "ensemble-temperature"
  case smoothedTemperature = "smoothed-temperature"
  case smoothedFocalTemperature = "smoothed-focal-temperature"

  /// - Parameters:
  ///   - objective: What to minimise, for methods that leave a choice.
  ///   - search: Where to look, for methods that leave a choice.
  func method(
    objective: FittingObjective,
    search: ParameterSearch
  ) -> any CalibrationMethod {
    let temperature = TemperatureScaling(objective: objective, search: search)
    let focalTemperature = FocalTemperatureScaling(objective: objective, search: search)
    return switch self {
    case .temperature: temperature
    case .focalTemperature: focalTemperature
    case .focalMap: FocalScaling(objective: objective, search: search)
    case .ensembleTemperature: EnsembleTemperatureScaling(objective: objective.proper)
    case .smoothedTemperature: LaplaceSmoothing(temperature)
    case .smoothedFocalTemperature: LaplaceSmoothing(focalTemperature)
    }
  }
}

extension FittingObjective {
  /// The objective for methods that minimise proper losses only.
  fileprivate var proper: ProperObjective { self == .brier ? .brier : .negativeLogLikelihood }
}

/// A fit of any method.
struct MethodFit: Sendable {
  /// The method as the user named it.
  let name: String
  let parameters: [FittedParameter]
  let calibrator: Calibrator
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

extension FittingObjective: ExpressibleByArgument {}
extension ParameterSearch: ExpressibleByArgument {}
