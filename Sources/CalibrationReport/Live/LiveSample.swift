import Calibration

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Rows of labelled scores, packed small enough to travel in a page that calculates with them.
///
/// Of each row it keeps the label and the gaps max − z of the classes to the leading one, which is all that the
/// map Φ_γ(softmax(z / T)) depends on. A gap is a multiple k · s, k ≤ 65,534, of a step s of the row's own, s the largest gap
/// divided by 65,534, so that a gap is off by less than one part in 131,000 of the row's largest one; the gap
/// of the label, on which the likelihood hangs, is a `Float`. A class that ties with the leading one still does, one that
/// does not still does not, and an impossible one stays impossible.
///
/// ``predictions`` are the rows as they are unpacked: what a page says of them can be compared with what the library
/// says, to the last digits.
package struct LiveSample: Sendable {
  /// The bytes of base64 that a page has room for: up to 100 classes it stays below 1 MB, above, where rows take
  /// more, below 4 MB.
  package static func byteBudget(forClassCount classCount: Int) -> Int {
    classCount <= 100 ? 500_000 : 2_400_000
  }

  /// The rows of the data that are in the sample, rising.
  package let rows: [Int]
  /// The number of rows that it was drawn from.
  package let dataRowCount: Int
  /// The number of classes.
  package let classCount: Int

  private let codes: [UInt16]
  private let steps: [Float]
  private let labelGaps: [Float]
  private let labels: [Int32]
  private let weights: [Double]?

  /// Stands for the gap of an impossible class.
  private static let impossible = UInt16.max

  /// Packs all rows, or as many drawn at random as fit, at least one. Rows of weight 0 are left out.
  ///
  /// A larger budget keeps the rows of a smaller one; the same seed draws the same rows.
  ///
  /// - Parameters:
  ///   - data: The rows.
  ///   - byteBudget: The most bytes of base64 for scores, labels and weights together; `nil` for
  ///     ``byteBudget(forClassCount:)``.
  ///   - seed: The seed of the draw.
  package init(of data: LabeledPredictions, byteBudget: Int? = nil, seed: UInt64 = 1) {
    dataRowCount = data.rowCount
    classCount = data.classCount
    let byteBudget = byteBudget ?? Self.byteBudget(forClassCount: data.classCount)
    let rowSize = 2 * classCount + 12 + (data.weights == nil ? 0 : 8)
    let rows = Self.draw(max(byteBudget * 3 / 4 / rowSize, 1), of: data, seed: seed)
    labels = rows.map { data.labels[$0] }
    weights = data.weights.map { weights in rows.map { weights[$0] } }

    var codes: [UInt16] = []
    codes.reserveCapacity(rows.count * classCount)
    var steps: [Float] = []
    var labelGaps: [Float] = []
    for row in rows {
      let logits = data.predictions.logits(ofRow: row)
      let largest = logits.max() ?? 0
      let gaps = logits.map { Float(largest - $0) }
      let step = (gaps.filter(\.isFinite).max() ?? 0) / Float(Self.impossible - 1)
      codes += gaps.map { Self.code(of: $0, step: step) }
      steps.append(step)
      labelGaps.append(gaps[Int(data.labels[row])])
    }
    (self.rows, self.codes, self.steps, self.labelGaps) = (rows, codes, steps, labelGaps)
  }

  /// The rows as the page unpacks them: logits of which the largest is 0.
  ///
  /// - Throws: `PredictionsError`, which a packed sample does not cause.
  package var predictions: LabeledPredictions {
    get throws(PredictionsError) {
      var scores = codes.enumerated().map { place, code in
        code == Self.impossible ? -.infinity : -(Float(code) * steps[place / classCount])
      }
      for (index, label) in labels.enumerated() {
        scores[index * classCount + Int(label)] = -labelGaps[index]
      }
      return try LabeledPredictions(
        Predictions(scores, columnCount: classCount, kind: .logits),
        labels: labels,
        weights: weights
      )
    }
  }

  /// The sample as JSON: `rows` and `classes`, and base64 of little-endian numbers, row by row: `codes` (16-bit; 65,535 is an
  /// impossible class), `steps` and `label_gaps` (32-bit floating point), `labels` (32-bit), and `weights`
  /// (64-bit floating point) where rows have some.
  package var json: String {
    var fields = [
      "\"rows\":\(rows.count)",
      "\"classes\":\(classCount)",
      "\"codes\":\(Self.base64(codes.map(\.littleEndian)))",
      "\"steps\":\(Self.base64(steps.map(\.bitPattern.littleEndian)))",
      "\"label_gaps\":\(Self.base64(labelGaps.map(\.bitPattern.littleEndian)))",
      "\"labels\":\(Self.base64(labels.map(\.littleEndian)))",
    ]
    if let weights {
      fields.append("\"weights\":\(Self.base64(weights.map(\.bitPattern.littleEndian)))")
    }
    return "{\(fields.joined(separator: ","))}"
  }

  // MARK: Packing

  /// The rows with the smallest of random keys, one for each row whatever the others are.
  private static func draw(_ count: Int, of data: LabeledPredictions, seed: UInt64) -> [Int] {
    let possible = (0..<data.rowCount).filter { (data.weights?[$0] ?? 1) > 0 }
    guard possible.count > count else { return possible }
    let keyed = possible.map { row in
      var generator = SplitMix64(seed: seed, stream: UInt64(row))
      return (key: generator.next(), row: row)
    }
    return keyed.sorted { ($0.key, $0.row) < ($1.key, $1.row) }.prefix(count).map(\.row).sorted()
  }

  private static func code(of gap: Float, step: Float) -> UInt16 {
    guard gap.isFinite else { return impossible }
    guard gap > 0 else { return 0 }
    return UInt16(min(max((gap / step).rounded(), 1), Float(impossible - 1)))
  }

  private static func base64(_ numbers: [some BitwiseCopyable]) -> String {
    "\"\(numbers.withUnsafeBytes { Data($0) }.base64EncodedString())\""
  }
}
