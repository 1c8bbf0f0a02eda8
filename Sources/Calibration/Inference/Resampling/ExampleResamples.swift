/// Samples of whole examples: every row is in a sample as often as its example is.
///
/// The outputs for the labels of one example are not independent; samples of single rows would take
/// them for that, and give intervals that are too narrow.
struct ExampleResamples<Examples: RowResamples>: RowResamples {
  /// The samples, with one row for each example.
  let examples: Examples
  /// The number of rows of an example.
  let labelCount: Int

  var count: Int { examples.count }

  func counts(ofBatch batch: Int) -> [UInt8] {
    let counts = examples.counts(ofBatch: batch)
    guard labelCount > 1 else { return counts }
    let lanes = Self.lanes
    return [UInt8](unsafeUninitializedCapacity: counts.count * labelCount) { all, initialized in
      for place in 0..<(counts.count * labelCount) {
        let (example, lane) = (place / lanes / labelCount, place % lanes)
        all.initializeElement(at: place, to: counts[example * lanes + lane])
      }
      initialized = counts.count * labelCount
    }
  }
}

extension EvaluatedRows {
  /// The resamples that the options ask for.
  func bootstrapResamples(_ options: EvaluationOptions) -> ExampleResamples<BootstrapResamples> {
    ExampleResamples(
      examples: BootstrapResamples(
        rowCount: rowCount / labelCount,
        weights: exampleWeights,
        count: options.resampleCount,
        seed: options.seed
      ),
      labelCount: labelCount
    )
  }

  /// The samples without a group of examples for the intervals that the options ask for; `nil` where
  /// these need none.
  func jackknifeResamples(_ options: EvaluationOptions) -> ExampleResamples<JackknifeResamples>? {
    guard options.interval == .bca else { return nil }
    return ExampleResamples(
      examples: JackknifeResamples(rowCount: rowCount / labelCount, weights: exampleWeights, seed: options.seed),
      labelCount: labelCount
    )
  }

  /// The weight of each example; `nil` when all rows count 1.
  private var exampleWeights: [Double]? {
    guard labelCount > 1, let weights else { return weights }
    return stride(from: 0, to: rowCount, by: labelCount).map { first in
      weights[first..<(first + labelCount)].reduce(0, +)
    }
  }
}
