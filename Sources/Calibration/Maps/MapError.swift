/// A reason why a map's parameter cannot be used.
public enum MapError: Error, Hashable, Sendable {
  /// A prior is not a distribution over at least two classes.
  case prior
  /// The steps of a curve do not ascend, or its values fall or leave what they may be.
  case steps
  /// Two maps in a composition are made for different numbers of classes.
  case classCounts(Int, Int)
  /// Two maps in a composition are made for different numbers of independent labels.
  case labelCounts(Int, Int)
  /// A map of one label is itself made for several.
  case nestedLabels(label: Int)
  /// A factor, or a matrix row and column, and a shift are needed for each of at least two classes.
  case parameterCounts(weights: Int, intercept: Int)
  /// A class's weight or shift is not finite.
  case notFinite(parameter: String, class: Int)
  /// A number that a map consists of, such as γ or the temperature, breaks a rule of that map. The requirement is a
  /// verb with what belongs to it: "be finite".
  case parameter(name: String, value: Double, requirement: String)

  static func check(finite value: Double, _ name: String) throws(MapError) {
    guard value.isFinite else {
      throw .parameter(name: name, value: value, requirement: "be finite")
    }
  }

  static func check(increasing values: [Double], _ name: String) throws(MapError) {
    for (index, value) in values.enumerated() {
      try check(finite: value, "\(name)[\(index)]")
      if index > 0, value <= values[index - 1] {
        throw .parameter(
          name: "\(name)[\(index)]",
          value: value,
          requirement: "be above the one before, \(values[index - 1])"
        )
      }
    }
  }

  @discardableResult
  static func check(temperature: Double) throws(MapError) -> Double {
    guard temperature > 0, temperature.isFinite, (1 / temperature).isFinite else { throw .temperature(temperature) }
    return temperature
  }

  @discardableResult
  static func check(gamma: Double) throws(MapError) -> Double {
    guard gamma >= -1, gamma.isFinite else { throw .gamma(gamma) }
    return gamma
  }

  @discardableResult
  static func check(alpha: Double) throws(MapError) -> Double {
    guard alpha > 0, alpha < 1 else { throw .alpha(alpha) }
    return alpha
  }

  @discardableResult
  static func check(smoothing: Double) throws(MapError) -> Double {
    guard smoothing >= 0, smoothing < 1 else { throw .smoothing(smoothing) }
    return smoothing
  }

  static func check(diagonal: [Double], intercept: [Double]) throws(MapError) {
    guard diagonal.count == intercept.count, diagonal.count >= 2 else {
      throw .parameterCounts(weights: diagonal.count, intercept: intercept.count)
    }
    for (name, values) in [("diagonal", diagonal), ("intercept", intercept)] {
      if let index = values.firstIndex(where: { !$0.isFinite }) {
        throw .notFinite(parameter: name, class: index)
      }
    }
  }
}

extension MapError {
  static func check(matrix: [[Double]], intercept: [Double]) throws(MapError) {
    guard matrix.count == intercept.count, matrix.count >= 2 else {
      throw .parameterCounts(weights: matrix.count, intercept: intercept.count)
    }
    for row in matrix {
      guard row.count == intercept.count else {
        throw .parameterCounts(weights: row.count, intercept: intercept.count)
      }
    }
    for (name, values) in [("intercept", intercept)] + matrix.map({ ("matrix", $0) }) {
      if let index = values.firstIndex(where: { !$0.isFinite }) {
        throw .notFinite(parameter: name, class: index)
      }
    }
  }
}

extension MapError {
  static func temperature(_ value: Double) -> MapError {
    .parameter(name: "the temperature", value: value, requirement: "be a positive, finite number")
  }

  /// Below −1 the h of the focal calibration map turns negative.
  static func gamma(_ value: Double) -> MapError {
    .parameter(name: "gamma", value: value, requirement: "be finite and at least -1")
  }

  static func alpha(_ value: Double) -> MapError {
    .parameter(name: "alpha", value: value, requirement: "lie strictly between 0 and 1")
  }

  static func smoothing(_ value: Double) -> MapError {
    .parameter(name: "the smoothing", value: value, requirement: "be at least 0 and less than 1")
  }

  static func logOdds(_ value: Double) -> MapError {
    .parameter(name: "the largest log-odds", value: value, requirement: "be a positive, finite number")
  }

  static func mixtureWeight(_ value: Double) -> MapError {
    .parameter(
      name: "the weight of a part of the mixture",
      value: value,
      requirement: "be at least 0, and the weights sum to no more than 1"
    )
  }
}

extension MapError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .prior:
      "the prior is no distribution over classes; give one probability of at least 0 for each of two or more classes, with a sum of 1"
    case .steps:
      "a curve's thresholds must ascend, and its values be probabilities, one more than thresholds, that fall nowhere where the map rises; fit the map again"
    case .classCounts(let first, let second):
      "a map for \(first) classes cannot be followed by a map for \(second); compose maps made for the same classes"
    case .labelCounts(let first, let second):
      "a map for \(first) independent labels cannot be followed by a map for \(second); compose maps made for the same labels"
    case .nestedLabels(let label):
      "the map of label \(label) is itself made for several labels; give each label a map of one"
    case .parameterCounts(let weights, let intercept):
      "the map has \(weights) weights and \(intercept) shifts; it needs one of each for every class, and at least two classes"
    case .notFinite(let parameter, let index):
      "the \(parameter) of class \(index) is not a finite number; fit the map again or fix the file"
    case .parameter(let name, let value, let requirement):
      "\(name) is \(value); it must \(requirement)"
    }
  }
}
