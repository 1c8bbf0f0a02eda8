import Calibration

/// A method with a name of its own, fitted to all outputs together or to each of several independent
/// ones.
struct MethodPart: Hashable, Sendable {
  let method: BasicMethod
  var isPerLabel = false

  private static let perLabelPrefix = "per-label-"

  var name: String { (isPerLabel ? Self.perLabelPrefix : "") + method.rawValue }

  /// - Parameter predictions: What it will be fitted to, as far as its kind of scores matters.
  func method(_ settings: MethodSettings, for predictions: Predictions) -> any CalibrationMethod {
    let method = method.method(settings, classCount: predictions.classCount)
    return isPerLabel ? PerLabel(method) : method
  }

  /// What is compared where nothing else is asked for.
  static func usual(for predictions: Predictions) -> [MethodPart] {
    if predictions.labelCount > 1 {
      return [.temperature, .focalTemperature, .beta].map { MethodPart(method: $0) }
        + [.temperature, .focalTemperature, .platt, .beta, .isotonic].map {
          MethodPart(method: $0, isPerLabel: true)
        }
    }
    return BasicMethod.usual(classCount: predictions.classCount).map { MethodPart(method: $0) }
  }
}

extension MethodPart {
  init?(name: some StringProtocol) {
    let isPerLabel = name.hasPrefix(Self.perLabelPrefix)
    let rest = isPerLabel ? name.dropFirst(Self.perLabelPrefix.count) : name[...]
    guard let method = BasicMethod(rawValue: String(rest)) else { return nil }
    self.init(method: method, isPerLabel: isPerLabel)
  }
}
