import ArgumentParser
import Calibration
import CalibrationFiles
import CalibrationReport

/// A method on the command line: a name, with `per-label-` before it for one map for each independent
/// output, or `auto`, which chooses among others by cross-validation; or several joined by `|`, which
/// are fitted one after the other.
struct MethodName: Hashable, CustomStringConvertible, Sendable {
  private enum Part: Hashable {
    case named(MethodPart)
    case automatic
  }

  private let parts: [Part]

  private static let automaticName = "auto"

  static let temperature = MethodName(MethodPart(method: .temperature))
  static let focalTemperature = MethodName(MethodPart(method: .focalTemperature))

  init(_ part: MethodPart) {
    parts = [.named(part)]
  }

  /// - Throws: ``UnknownMethod`` when a name is not that of a method.
  init(parsing text: String) throws(UnknownMethod) {
    parts = try text.split(separator: "|", omittingEmptySubsequences: false).map {
      name throws(UnknownMethod) in
      let name = name.trimmingSpaces
      if name == Self.automaticName { return .automatic }
      guard let part = MethodPart(name: name) else {
        throw UnknownMethod(name: name, among: Self.allNames)
      }
      return .named(part)
    }
  }

  var description: String {
    parts.map { part in
      switch part {
      case .named(let part): part.name
      case .automatic: Self.automaticName
      }
    }.joined(separator: "|")
  }

  /// Whether a part is chosen by cross-validation.
  var isAutomatic: Bool { parts.contains(.automatic) }

  /// The methods that take part, or may, as far as the options settle it.
  func methods(_ candidates: [MethodName]) -> [BasicMethod] {
    parts.flatMap { part in
      switch part {
      case .named(let part): [part.method]
      case .automatic: candidates.flatMap { $0.methods([]) }
      }
    }
  }

  /// All names that a method can have, also those of one map for each independent output.
  static var allNames: [String] {
    BasicMethod.allCases.map(\.rawValue) + [automaticName]
      + BasicMethod.allCases.map { MethodPart(method: $0, isPerLabel: true).name }
  }

  /// The method itself, for data like these.
  func method(_ settings: MethodSettings, for data: LabeledPredictions) -> any CalibrationMethod {
    let methods: [any CalibrationMethod] = parts.map { part in
      switch part {
      case .named(let part): part.method(settings, for: data.predictions)
      case .automatic: settings.selection.method(settings, for: data)
      }
    }
    return methods.count == 1 ? methods[0] : ComposedMethod(methods)
  }

  /// Fits the method.
  func fit(
    to data: LabeledPredictions,
    _ settings: MethodSettings,
    input: Calibrator.Fitting.Input? = nil,
    progress: FitProgressHandler? = nil
  ) throws(PredictionsError) -> MethodFit {
    try method(settings, for: data).fitted(to: data, named: self, input, progress)
  }

  /// The name with what was chosen in the place of `auto`.
  fileprivate func resolved(by selections: [MethodSelection.Choice]) -> String {
    var chosen = selections.map { $0.chosen?.name ?? "identity" }[...]
    return parts.map { part in
      switch part {
      case .named(let part): part.name
      case .automatic: chosen.popFirst() ?? Self.automaticName
      }
    }.joined(separator: "|")
  }
}

/// A fit of any method.
struct MethodFit: Sendable {
  /// The method as the user named it, with what was chosen for it.
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
    named name: MethodName,
    _ input: Calibrator.Fitting.Input?,
    _ progress: FitProgressHandler?
  ) throws(PredictionsError) -> MethodFit {
    let fit = try fit(to: data, progress: progress)
    let method = name.resolved(by: fit.selections)
    return MethodFit(
      name: name.isAutomatic ? "\(name) (\(method))" : method,
      parameters: fit.parameters,
      calibrator: Calibrator(fit, method: method, input: input)
    )
  }
}

extension StringProtocol {
  fileprivate var trimmingSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
