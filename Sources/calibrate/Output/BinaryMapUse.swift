import Calibration
import CalibrationReport
import Foundation

/// A map that is made of binary maps.
protocol BinaryMapUse {
  /// What the binary maps are applied to.
  var purpose: BinaryMapPurpose { get }
  /// One map, or one for each class.
  var binaryMaps: [any BinaryCalibrationMap] { get }
}

/// What binary maps are applied to.
enum BinaryMapPurpose {
  /// Class 1 of two.
  case event
  /// Each class against all others.
  case oneVersusRest
  /// The leading class.
  case confidence
}

extension BinaryMap: BinaryMapUse {
  var purpose: BinaryMapPurpose { .event }
  var binaryMaps: [any BinaryCalibrationMap] { [map] }
}

extension OneVersusRestMap: BinaryMapUse {
  var purpose: BinaryMapPurpose { .oneVersusRest }
  var binaryMaps: [any BinaryCalibrationMap] { maps }
}

extension TopLabelMap: BinaryMapUse {
  var purpose: BinaryMapPurpose { .confidence }
  var binaryMaps: [any BinaryCalibrationMap] { [map] }
}

extension BinaryMapUse {
  /// What the map does, and its numbers.
  var sentences: [String] {
    guard let first = binaryMaps.first else { return [] }
    var sentences = [role, first.kindOfMap]
    switch purpose {
    case .event: sentences += ["Its numbers: \(first.numbers).", first.order.sentence]
    case .confidence: sentences.append("Its numbers: \(first.numbers).")
    case .oneVersusRest:
      sentences += NumberedLines.text(binaryMaps.map(\.numbers), of: "class")
    }
    return sentences
  }

  private var role: String {
    switch purpose {
    case .event: "It maps the probability of class 1; class 0 gets the rest."
    case .oneVersusRest:
      "Each of the \(binaryMaps.count) classes has a map of its own, for its probability against all others; the results are divided by their sum."
    case .confidence:
      "It maps the confidence, the probability of the leading class; the others share the rest in proportion to what they had."
    }
  }
}

/// The numbers of maps that differ from each other, one line for each.
enum NumberedLines {
  private static let mostLines = 10

  /// Lines that begin with a noun and the number of the map; of many maps those of the first.
  static func text(_ numbers: [String], of noun: String) -> [String] {
    let lines = numbers.prefix(mostLines).enumerated().map { "\(noun) \($0.offset): \($0.element)" }
    let others = numbers.count - lines.count
    return others > 0 ? lines + ["and \(others) more, in the file"] : lines
  }
}

/// What becomes of the order of rows by the probability that a binary map maps.
enum RowOrder {
  case kept
  /// No two rows change places, but they may become equal.
  case keptButForTies
  case reversed
  case changed

  /// The order as `values` have it, which stand for ever higher scores.
  init(of values: [Double]) {
    let isRising = zip(values, values.dropFirst()).allSatisfy { $0 <= $1 }
    self = isRising ? .keptButForTies : .changed
  }

  fileprivate var sentence: String {
    switch self {
    case .kept:
      "The order of rows by that probability never changes; the likelier class of a row, and with it the accuracy, may."
    case .keptButForTies:
      "No two rows change places by that probability, but they may tie; the likelier class of a row, and with it the accuracy, may change."
    case .reversed:
      "The order of rows by that probability is turned round, and with it most predictions."
    case .changed:
      "The order of rows by that probability may change, and with it the accuracy."
    }
  }
}

extension BinaryCalibrationMap {
  /// How maps like this one work.
  var kindOfMap: String {
    switch self {
    case is PlattMap:
      "Log-odds are multiplied by a slope, below 1 to lower confidence, and moved by a shift, above 0 to make the event likelier."
    case is BetaMap:
      "The log-odds of p become a ln p − b ln(1 − p) + c: a is their slope where p is small, b where it is near 1."
    case is QuadraticLogisticMap:
      "Log-odds s become q s² + a s + b, a parabola that turns at s = −a / (2q)."
    case is HistogramMap:
      "A probability becomes that of its bin: all within a bin become equal."
    case is IsotonicMap:
      "A probability becomes the height of a curve that never falls, of straight lines between points, level before the first and after the last."
    case is SplineMap:
      "A probability becomes the height of a curve, of straight lines between points, which need not rise everywhere."
    case is VennAbersMap:
      "A probability gets an interval from p₀ to p₁, the heights of two step functions that never fall, merged into p₁ / (1 − p₀ + p₁)."
    default:
      "It is a map of one probability."
    }
  }

  /// The map's numbers, of a long table the ends.
  var numbers: String {
    switch self {
    case let map as PlattMap:
      "slope \(Numbers.short(map.slope)), shift \(Numbers.short(map.intercept))"
    case let map as BetaMap:
      "a = \(Numbers.short(map.a)), b = \(Numbers.short(map.b)), c = \(Numbers.short(map.c))"
    case let map as QuadraticLogisticMap:
      "q = \(Numbers.short(map.quadratic)), a = \(Numbers.short(map.slope)), b = \(Numbers.short(map.intercept))"
    case let map as HistogramMap:
      map.bins
    case let map as IsotonicMap:
      Self.curve(map.thresholds.map(Self.probability), map.probabilities)
        + "; nothing is certain, since beyond \(Numbers.short(map.floor)) and \(Numbers.short(map.ceiling)) it follows the score"
    case let map as SplineMap:
      Self.curve(map.curve.arguments, map.curve.values)
    case let map as VennAbersMap:
      map.steps
    default:
      Numbers.counted(parameterCount, "number")
    }
  }

  /// What the map does to the order of rows.
  var order: RowOrder {
    switch self {
    case let map as PlattMap: map.slope > 0 ? .kept : map.slope < 0 ? .reversed : .keptButForTies
    case let map as BetaMap: map.a > 0 && map.b > 0 ? .kept : .keptButForTies
    case let map as QuadraticLogisticMap: map.quadratic == 0 && map.slope > 0 ? .kept : .changed
    case let map as HistogramMap: RowOrder(of: map.probabilities)
    case let map as SplineMap: RowOrder(of: map.curve.values)
    case is IsotonicMap, is VennAbersMap: .keptButForTies
    default: .changed
    }
  }

  fileprivate static func curve(_ arguments: [Double], _ values: [Double]) -> String {
    guard let low = arguments.first, let high = arguments.last, let least = values.first,
      let most = values.last
    else { return "no points, which changes nothing" }
    return
      "\(Numbers.counted(arguments.count, "point")), from \(Numbers.short(low)) → \(Numbers.short(least)) to \(Numbers.short(high)) → \(Numbers.short(most))"
  }

  /// 1 / (1 + e⁻ˢ).
  fileprivate static func probability(_ logOdds: Double) -> Double { 1 / (1 + exp(-logOdds)) }
}

extension HistogramMap {
  /// More are told by the ends.
  private static let mostBins = 12

  /// The bins with what they give.
  fileprivate var bins: String {
    let edges = edges.map { Numbers.short(Self.probability($0)) }
    let values = probabilities.map { Numbers.short($0) }
    guard let first = edges.first, let last = edges.last else {
      return "one bin → \(values.joined())"
    }
    let count = Numbers.counted(values.count, "bin")
    let top = "above \(last) → \(values[values.count - 1])"
    guard values.count <= Self.mostBins else {
      return "\(count), up to \(first) → \(values[0]), …, \(top)"
    }
    let rest = edges.indices.dropFirst().map { "to \(edges[$0]) → \(values[$0])" }
    return (["\(count), up to \(first) → \(values[0])"] + rest + [top]).joined(separator: ", ")
  }
}

extension VennAbersMap {
  fileprivate var steps: String {
    let middle = interval(forLogOdds: 0)
    return
      "\(Numbers.counted(lower.values.count, "step")) of p₀ and \(upper.values.count) of p₁; 0.5 gets \(Numbers.short(middle.lowerBound)) to \(Numbers.short(middle.upperBound))"
  }
}
