import BenchmarkSupport
import Calibration

/// The outputs that benchmarks work on, made when they are first asked for.
struct BenchmarkData: Sendable {
  let labeled: LabeledPredictions

  private init(rowCount: Int, classCount: Int) throws {
    labeled = try SyntheticClassifier(classCount: classCount).outputs(rowCount: rowCount)
  }

  var predictions: Predictions { labeled.predictions }
  var scoreCount: Int { predictions.rowCount * predictions.columnCount }

  static func rows10000Classes10() throws -> BenchmarkData { try small.get() }
  static func rows10000Classes100() throws -> BenchmarkData { try medium.get() }
  static func rows50000Classes1000() throws -> BenchmarkData { try large.get() }

  private static let small = Result { try BenchmarkData(rowCount: 10_000, classCount: 10) }
  private static let medium = Result { try BenchmarkData(rowCount: 10_000, classCount: 100) }
  private static let large = Result { try BenchmarkData(rowCount: 50_000, classCount: 1000) }
}
