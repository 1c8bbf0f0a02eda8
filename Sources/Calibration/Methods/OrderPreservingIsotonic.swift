import CMath
import CalibrationKernels

/// Order-preserving multiclass isotonic regression (IRM): one isotonic regression of "is this the
/// label?" on the probabilities of all classes of all rows together, then normalisation.
///
/// A single curve for all classes, so that the order of the classes never changes, and with it the
/// accuracy. The squared error before normalisation is the least that any increasing curve has on
/// the fitting data, but the normalised result may be worse there than the uncalibrated scores.
///
/// Source: Zhang, Kailkhura and Han, "Mix-n-Match: Ensemble and Compositional Methods for
/// Uncertainty Calibration in Deep Learning" (ICML 2020).
public struct OrderPreservingIsotonic: CalibrationMethod, Codable {
  public typealias Map = OrderPreservingIsotonicMap

  /// Creates the method; it has no parameters.
  public init() {}

  /// Fits the curve.
  ///
  /// The value in the result is the Brier score of the normalised map.
  public func fit(to data: LabeledPredictions, progress: FitProgressHandler?) throws(PredictionsError) -> Fit<Map> {
    let map = OrderPreservingIsotonicMap(unchecked: PiecewiseLinearFunction(isotonicFitTo: PooledScores(data).runs))
    return Fit(
      map: map,
      parameters: [],
      objective: .brier,
      value: try EvaluatedRows(of: map, on: data).brierScore,
      uncalibratedValue: EvaluatedRows(uncalibrated: data).brierScore,
      rowCount: data.predictions.exampleCount,
      classCount: data.classCount,
      warnings: data.warnings(forParameterCount: 1)
        + (data.hasConstantScores ? [.constantScores] : [])
    )
  }
}

/// Neighbouring scores that isotonic regression treats as one.
struct ScoreRun: Sendable, Hashable {
  var low = Double.infinity
  var high = -Double.infinity
  var weight = 0.0
  var positive = 0.0

  mutating func add(_ other: ScoreRun) {
    low = min(low, other.low)
    high = max(high, other.high)
    weight += other.weight
    positive += other.positive
  }
}

/// The probabilities of all classes of all rows, sorted.
///
/// Of a row's K probabilities one belongs to the label. All others between two neighbouring label
/// probabilities are one run: isotonic regression gives them the same value. So memory is
/// proportional to rows, not to rows × classes.
private struct PooledScores {
  /// The runs that are not empty, ascending.
  let runs: [ScoreRun]

  init(_ data: LabeledPredictions) {
    let labelScores = Self.labelScores(data)
    let blocks = RowBlocks(rowCount: data.rowCount, columnCount: data.classCount)
    // A fixed number of parts, so that the sums do not depend on the number of threads.
    let partCount = min(8, blocks.count)
    let parts = Workers.map(blocks: partCount) { part in
      let start = data.rowCount * part / partCount
      let end = data.rowCount * (part + 1) / partCount
      return Self.runs(data, rows: start..<end, labelScores)
    }
    var all = [ScoreRun](repeating: ScoreRun(), count: 2 * labelScores.count + 1)
    for part in parts {
      for (index, run) in part.enumerated() { all[index].add(run) }
    }
    runs = all.filter { $0.weight > 0 }
  }

  /// The distinct probabilities of the labels of rows with weight, ascending.
  private static func labelScores(_ data: LabeledPredictions) -> [Double] {
    let scores = data.predictions.mapBlocks { rows, block in
      IdentityMap().transform(block)
      return rows.enumerated().filter { data.weights?[$0.element] != 0 }
        .map { exp(block[$0.offset][Int(data.labels[$0.element])]) }
    }.joined().sorted()
    return scores.reduce(into: []) { distinct, score in
      if let last = distinct.last, data.predictions.resolution.equates(last, score) { return }
      distinct.append(score)
    }
  }

  /// Run 2 i + 1 holds the scores equal to the label score i, run 2 i those below it and above the
  /// one before.
  private static func runs(_ data: LabeledPredictions, rows: Range<Int>, _ labelScores: [Double]) -> [ScoreRun] {
    var runs = [ScoreRun](repeating: ScoreRun(), count: 2 * labelScores.count + 1)
    let classCount = data.classCount
    let resolution = data.predictions.resolution
    withUnsafeTemporaryAllocation(of: Double.self, capacity: classCount) { scores in
      for row in rows {
        let weight = data.weights?[row] ?? 1
        if weight == 0 { continue }
        data.predictions.loadRow(row, into: scores)
        IdentityMap().transform(LogitBlock(scores, classCount: classCount))
        for (column, logP) in scores.enumerated() where logP > -.infinity {
          let score = exp(logP)
          let index = labelScores.partitioningIndex { $0 >= score }
          let positive = column == Int(data.labels[row]) ? weight : 0
          let run =
            if index > 0, resolution.equates(labelScores[index - 1], score) {
              2 * index - 1
            } else if index < labelScores.count, resolution.equates(score, labelScores[index]) {
              2 * index + 1
            } else {
              2 * index
            }
          runs[run].add(ScoreRun(low: score, high: score, weight: weight, positive: positive))
        }
      }
    }
    return runs
  }
}

extension PiecewiseLinearFunction {
  /// Isotonic regression: the rising function of least squared error, by pooling adjacent violators;
  /// linear between the pools.
  init(isotonicFitTo runs: [ScoreRun]) {
    var pool = PoolAdjacentViolators()
    for run in runs { pool.append(weight: run.weight, sum: run.positive) }
    var (arguments, values): ([Double], [Double]) = ([], [])
    var first = 0
    for block in pool.blocks {
      let (low, high) = (runs[first].low, runs[first + block.count - 1].high)
      first += block.count
      for argument in low == high ? [low] : [low, high] {
        arguments.append(argument)
        values.append(min(block.mean, 1))
      }
    }
    self.init(unchecked: arguments.isEmpty ? [0] : arguments, values: values.isEmpty ? [0] : values)
  }
}

extension Predictions {
  /// Copies one row as logits in double precision.
  fileprivate func loadRow(_ row: Int, into scores: UnsafeMutableBufferPointer<Double>) {
    withKernelScores { ck_load_rows($0, row, 1, scores.baseAddress) }
  }
}
