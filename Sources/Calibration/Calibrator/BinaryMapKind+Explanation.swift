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

  var sentence: String {
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

extension BinaryMapKind {
  /// How maps like this one work.
  var meaning: String {
    switch self {
    case .platt:
      "Log-odds are multiplied by a slope, below 1 to lower confidence, and moved by a shift, above 0 to make the event likelier."
    case .beta:
      "The log-odds of p become a ln p − b ln(1 − p) + c: a is their slope where p is small, b where it is near 1."
    case .quadraticLogistic:
      "Log-odds s become q s² + a s + b, a parabola that turns at s = −a / (2q)."
    case .histogram:
      "A probability becomes that of its bin: all within a bin become equal."
    case .isotonic:
      "A probability becomes the height of a curve that never falls, of straight lines between points, level before the first and after the last."
    case .spline:
      "A probability becomes the height of a curve, of straight lines between points, which need not rise everywhere."
    case .vennAbers:
      "A probability gets an interval from p₀ to p₁, the heights of two step functions that never fall, merged into p₁ / (1 − p₀ + p₁)."
    }
  }

  /// The map's numbers, of a long table the ends.
  var numbers: String {
    switch self {
    case .platt(let map):
      "slope \(Numbers.short(map.slope)), shift \(Numbers.short(map.intercept))"
    case .beta(let map):
      "a = \(Numbers.short(map.a)), b = \(Numbers.short(map.b)), c = \(Numbers.short(map.c))"
    case .quadraticLogistic(let map):
      "q = \(Numbers.short(map.quadratic)), a = \(Numbers.short(map.slope)), b = \(Numbers.short(map.intercept))"
    case .histogram(let map):
      map.binsText
    case .isotonic(let map):
      Self.curve(map.thresholds.map(LogOdds.probability), map.probabilities)
        + "; nothing is certain, since beyond \(Numbers.short(map.floor)) and \(Numbers.short(map.ceiling)) it follows the score"
    case .spline(let map):
      Self.curve(map.curve.arguments, map.curve.values)
    case .vennAbers(let map):
      map.stepsText
    }
  }

  /// What the map does to the order of rows.
  var order: RowOrder {
    switch self {
    case .platt(let map): map.slope > 0 ? .kept : map.slope < 0 ? .reversed : .keptButForTies
    case .beta(let map): map.a > 0 && map.b > 0 ? .kept : .keptButForTies
    case .quadraticLogistic(let map):
      map.quadratic == 0 && map.slope > 0 ? .kept : .changed
    case .histogram(let map): RowOrder(of: map.probabilities)
    case .spline(let map): RowOrder(of: map.curve.values)
    case .isotonic, .vennAbers: .keptButForTies
    }
  }

  fileprivate static func curve(_ arguments: [Double], _ values: [Double]) -> String {
    guard let low = arguments.first, let high = arguments.last, let least = values.first,
      let most = values.last
    else { return "no points, which changes nothing" }
    return
      "\(Numbers.counted(arguments.count, "point")), from \(Numbers.short(low)) → \(Numbers.short(least)) to \(Numbers.short(high)) → \(Numbers.short(most))"
  }
}

extension HistogramMap {
  /// More are told by the ends.
  private static let mostBins = 12

  /// The bins with what they give.
  fileprivate var binsText: String {
    let edges = edges.map { Numbers.short(LogOdds.probability($0)) }
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
  fileprivate var stepsText: String {
    let middle = interval(forLogOdds: 0)
    return
      "\(Numbers.counted(lower.values.count, "step")) of p₀ and \(upper.values.count) of p₁; 0.5 gets \(Numbers.short(middle.lowerBound)) to \(Numbers.short(middle.upperBound))"
  }
}
