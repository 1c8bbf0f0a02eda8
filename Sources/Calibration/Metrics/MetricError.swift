/// A reason why a metric cannot be computed as asked.
public enum MetricError: Error, Hashable, Sendable {
  /// The number of bins is outside 1 ... 1000.
  case binCount(Int)
  /// The number of bootstrap resamples is outside 1 ... 1,000,000.
  case resampleCount(Int)
  /// The confidence level does not lie strictly between 0 and 1.
  case level(Double)
  /// A planned effect is not positive, or larger than a model of that accuracy can have an error.
  case effect(Double, Double)
  /// An accuracy does not lie strictly between 0.5 and 1.
  case accuracy(Double)
  /// A plan is for fewer than two maps, or for too many.
  case mapCount(Int)
  /// So many rows do not show the planned effect.
  case tooManyRows(Int)
  /// Cross-validation needs at least two folds and one repeat.
  case foldCount(Int)
  /// The bandwidth of a kernel is not positive and finite.
  case bandwidth(Double)
  /// A block has fewer than two rows.
  case blockSize(Int)
  /// There is a group for another number of rows than there are.
  case groupedRows(Int, rows: Int)
  /// There are more groups than can be evaluated one by one.
  case groupCount(Int)

  static func check(binCount: Int) throws(MetricError) {
    guard (1...1000).contains(binCount) else { throw .binCount(binCount) }
  }

  /// Every resample's metrics are kept, some hundred bytes of them: a million take a few hundred megabytes.
  static func check(resampleCount: Int) throws(MetricError) {
    guard (1...1_000_000).contains(resampleCount) else { throw .resampleCount(resampleCount) }
  }
}

extension MetricError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .binCount(let count):
      "\(count) bins were asked for; give a number from 1 to 1000"
    case .resampleCount(let count):
      "\(count) bootstrap resamples were asked for; give a number from 1 to 1000000"
    case .effect(let effect, let error):
      "an error of \(error) lowered by \(effect) cannot be planned for; the error must lie between 0 and what a model of that accuracy can have, the effect between 0 and the error"
    case .accuracy(let accuracy):
      "the accuracy is \(accuracy); it must lie strictly between 0.5 and 1"
    case .mapCount(let count):
      "a comparison of \(count) maps cannot be planned; give a number from 2 to \(SampleSizePlan.largestMapCount)"
    case .tooManyRows(let count):
      "even \(count) rows do not show the difference with that probability; give a larger effect, or a lower power"
    case .foldCount(let count):
      "\(count) folds were asked for; cross-validation needs at least two, and one repeat"
    case .level(let level):
      "the confidence level is \(level); it must lie strictly between 0 and 1"
    case .bandwidth(let bandwidth):
      "the bandwidth is \(bandwidth); give a positive number"
    case .groupedRows(let grouped, let rows):
      "there are groups for \(grouped) rows, but \(rows) rows; give one group for each row"
    case .groupCount(let count):
      "there are \(count) groups; give at most \(GroupwiseEvaluation.largestGroupCount), each of many rows"
    case .blockSize(let size):
      "blocks of \(size) rows were asked for; give at least 2"
    }
  }
}
