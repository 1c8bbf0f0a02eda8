import TestSupport
import Testing

@testable import Calibration

@Suite struct JackknifeResamplesTests {
  @Test func eachRowIsLeftOutOnce() {
    let resamples = JackknifeResamples(rowCount: 50, weights: nil, seed: 3, largestGroupCount: 20)
    #expect(resamples.count == 20)
    var missing = [Int](repeating: 0, count: 50)
    for batch in 0..<resamples.batchCount {
      let counts = resamples.counts(ofBatch: batch)
      for lane in 0..<resamples.resamples(ofBatch: batch).count {
        let left = (0..<50).count { counts[$0 * JackknifeResamples.lanes + lane] == 0 }
        #expect(left == 2 || left == 3)
        for row in 0..<50 where counts[row * JackknifeResamples.lanes + lane] == 0 {
          missing[row] += 1
        }
      }
    }
    #expect(missing == [Int](repeating: 1, count: 50))
  }

  @Test func rowsThatDoNotCountMakeNoGroup() {
    let weights = (0..<9).map { $0 % 3 == 0 ? 0.0 : 2 }
    #expect(JackknifeResamples(rowCount: 9, weights: weights, seed: 1).count == 6)
    // Without its only row nothing is left to measure.
    #expect(JackknifeResamples(rowCount: 1, weights: nil, seed: 1).count == 0)
    #expect(JackknifeResamples(rowCount: 2, weights: [0, 1], seed: 1).count == 0)
  }

  /// Left out one row at a time, the metrics are those of the other rows by themselves.
  @Test func oneRowAtATimeIsTheExactJackknife() throws {
    var generator = SeededGenerator(seed: 411)
    let data = try randomPredictions(rows: 30, classes: 4, using: &generator)
    let options = try EvaluationOptions(resampleCount: 20, interval: .bca)
    let evaluation = try Evaluation(on: data, options: options)
    var left: [[Metric: Double]] = []
    for row in 0..<30 {
      left.append(try pointMetrics(on: taking((0..<30).filter { $0 != row }, of: data)))
    }
    for metric in Metric.allCases {
      let exact = left.compactMap { $0[metric] }.sorted()
      let found = evaluation[metric].jackknife.sorted()
      #expect(found.count == 30)
      // Class-wise sums are in single precision.
      #expect(zip(exact, found).allSatisfy { abs($0 - $1) < 1e-6 }, "\(metric)")
    }
  }

  /// Groups of rows tell the same acceleration as single rows, within the 0.41 / groups of their noise.
  @Test(arguments: [Metric.negativeLogLikelihood, .brierScore, .confidenceAUROC])
  func groupsTellTheAccelerationOfSingleRows(metric: Metric) throws {
    var generator = SeededGenerator(seed: 412)
    let data = try randomPredictions(rows: 1200, classes: 3, using: &generator)
    let rows = try EvaluatedRows(on: data)
    let metrics = MetricReplicates(rows: rows, passes: [ClasswisePass(map: nil, data: data, binCount: 15)])
    func acceleration(groups: Int) -> Double {
      let resamples = JackknifeResamples(rowCount: 1200, weights: nil, seed: 1, largestGroupCount: groups)
      return BiasCorrection(of: [0, 1], value: 0.5, jackknife: metrics.values(on: resamples)[metric]).acceleration
    }
    #expect(abs(acceleration(groups: 200) - acceleration(groups: 1200)) < 4 * 0.41 / 200)
  }

  /// The acceleration of a mean is the skewness of the rows over 6 √rows.
  @Test func theAccelerationOfAMeanIsItsSkewness() throws {
    var generator = SeededGenerator(seed: 413)
    let data = try randomPredictions(rows: 150, classes: 3, using: &generator)
    let losses = try EvaluatedRows(on: data).logLikelihoods.map { -$0 }
    let mean = losses.reduce(0, +) / 150
    let squares = losses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let cubes = losses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) * ($1 - mean) }
    let options = try EvaluationOptions(resampleCount: 20, interval: .bca)
    let estimate = try Evaluation(on: data, options: options)[.negativeLogLikelihood]
    let correction = BiasCorrection(of: estimate.replicates, value: estimate.value, jackknife: estimate.jackknife)
    #expect(abs(correction.acceleration - cubes / (6 * squares * squares.squareRoot())) < 1e-9)
  }
}
