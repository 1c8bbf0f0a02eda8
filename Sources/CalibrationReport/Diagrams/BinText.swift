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

  /// The rows in it: 1,204 rows; sums of weights that are no whole numbers have a decimal.
  var rows: String { Self.rows(bin.weight) }

  /// A number of rows, or a sum of weights, in words.
  static func rows(_ weight: Double) -> String {
    let digits = weight == weight.rounded() ? 0 : 1
    return "\(NumberText.fixed(weight, digits: digits)) \(weight == 1 ? "row" : "rows")"
  }
}
