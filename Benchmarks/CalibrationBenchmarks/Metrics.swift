import Benchmark
import Calibration

/// All metrics with their intervals, and the check that every input goes through.
func metricBenchmarks() {
  Benchmark.scores("Evaluate, 1000 resamples, 10000x100", of: BenchmarkData.rows10000Classes100) { data in
    blackHole(try Evaluation(on: data.labeled))
  }
  Benchmark.scores("Validate, 50000x1000", of: BenchmarkData.rows50000Classes1000) { data in
    let predictions = data.predictions
    let storage = predictions.withUnsafeScores { scores in
      ScoreStorage(adopting: scores) { withExtendedLifetime(predictions) {} }
    }
    blackHole(try Predictions(storage, columnCount: predictions.columnCount, kind: .logits))
  }
}
