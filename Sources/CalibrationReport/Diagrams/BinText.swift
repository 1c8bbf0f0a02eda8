import Calibration

/// A bin of confidence in words, for tooltips.
struct BinText {
  private let bin: ReliabilityTable.Bin

  init(_ bin: ReliabilityTable.Bin) {
    self.bin = bin
  }

  /// Where the bin is: 0.80–0.87.
  var range: String {
    "\(NumberText.fixed(bin.lowerEdge, digits: 2))–\(NumberText.fixed(bin.upperEdge, digits: 2))"
  }

  /// The rows in it: 1,204 rows; of sums of weights that are no whole numbers, weight 1,204.5.
  var rows: String { Self.rows(bin.weight) }

  /// A number of rows, or a sum of weights, in words.
  static func rows(_ weight: Double) -> String {
    let text = number(weight)
    guard weight == weight.rounded() else { return "weight \(text)" }
    return "\(text) \(weight == 1 ? "row" : "rows")"
  }

  /// A number of rows without its noun, or a sum of weights with one decimal.
  static func number(_ weight: Double) -> String {
    NumberText.fixed(weight, digits: weight == weight.rounded() ? 0 : 1)
  }
}
