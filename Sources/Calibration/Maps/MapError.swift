/// A reason why a map's parameter cannot be used.
public enum MapError: Error, Hashable, Sendable {
  /// The temperature is not a positive, finite number.
  case temperature(Double)
  /// γ is not a finite number of at least −1.
  case gamma(Double)
  /// α does not lie strictly between 0 and 1.
  case alpha(Double)
  /// The smoothing does not lie in [0, 1).
  case smoothing(Double)
  /// The largest log-odds to look at is not a positive, finite number.
  case logOdds(Double)
  /// The weight of a part of a mixture does not lie in [0, 1], or the weights exceed 1 together.
  case mixtureWeight(Double)
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
  /// A number that a map consists of breaks a rule of that map.
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

  static func check(temperature: Double) throws(MapError) {
    guard temperature > 0, temperature.isFinite, (1 / temperature).isFinite else {
      throw .temperature(temperature)
    }
  }

  static func check(gamma: Double) throws(MapError) {
    guard gamma >= -1, gamma.isFinite else { throw .gamma(gamma) }
  }

  static func check(alpha: Double) throws(MapError) {
    guard alpha > 0, alpha < 1 else { throw .alpha(alpha) }
  }

  static func check(smoothing: Double) throws(MapError) {
    guard smoothing >= 0, smoothing < 1 else { throw .smoothing(smoothing) }
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

extension MapError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .temperature(let value):
      "the temperature is \(value); it must be a positive, finite number"
    case .gamma(let value):
      "gamma is \(value); the focal calibration map is defined for finite gamma of at least -1"
    case .alpha(let value):
      "alpha is \(value); it must lie strictly between 0 and 1"
    case .smoothing(let value):
      "the smoothing is \(value); it must be at least 0 and less than 1"
    case .logOdds(let value):
      "the largest log-odds is \(value); it must be a positive, finite number"
    case .mixtureWeight(let value):
      "the weight of a part of the mixture is \(value); weights must be at least 0 and sum to no more than 1"
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
