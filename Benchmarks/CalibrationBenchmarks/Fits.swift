import Benchmark
import Calibration

/// Whole fits to the true optimum, by negative log-likelihood.
func fitBenchmarks() {
  let sizes: [(String, @Sendable () throws -> BenchmarkData)] = [
    ("10000x10", BenchmarkData.rows10000Classes10),
    ("10000x100", BenchmarkData.rows10000Classes100),
    ("50000x1000", BenchmarkData.rows50000Classes1000),
  ]
  for (size, data) in sizes {
    Benchmark.scores("Fit, temperature scaling, \(size)", of: data) { data in
      blackHole(try TemperatureScaling().fit(to: data.labeled).map)
    }
    Benchmark.scores("Fit, focal temperature scaling, \(size)", of: data) { data in
      blackHole(try FocalTemperatureScaling().fit(to: data.labeled).map)
    }
  }
}
