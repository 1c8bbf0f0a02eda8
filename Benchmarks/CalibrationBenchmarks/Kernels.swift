import Benchmark
import Calibration
// Not a product: the module comes along with Calibration.
import CalibrationKernels
import Dispatch
import MemoryFloor

/// One pass of a fit, on one core and on all, beside what reading the memory takes.
func kernelBenchmarks() {
  let losses = [
    ("temperature NLL", CK_TEMPERATURE_NLL, 0.0), ("NLL", CK_NLL, -0.4), ("Brier", CK_BRIER, -0.4),
  ]
  for (name, loss, gamma) in losses {
    Benchmark.scores("Kernel, \(name) f32, 1 core, 10000x100", of: BenchmarkData.rows10000Classes100) { data in
      let rows = 0..<data.labeled.rowCount
      blackHole(objective(ck_objective_f32, data, loss: loss, gamma: gamma, rows: rows))
    }
    Benchmark.scores("Kernel, \(name) f64, 1 core, 10000x100", of: BenchmarkData.rows10000Classes100) { data in
      let rows = 0..<data.labeled.rowCount
      blackHole(objective(ck_objective_f64, data, loss: loss, gamma: gamma, rows: rows))
    }
    Benchmark.scores("Kernel, \(name) f32, all cores, 50000x1000", of: BenchmarkData.rows50000Classes1000) { data in
      onAllCores(data) { rows in
        blackHole(objective(ck_objective_f32, data, loss: loss, gamma: gamma, rows: rows))
      }
    }
  }
  Benchmark.scores(
    "Memory floor, sum of scores, all cores, 50000x1000",
    of: BenchmarkData.rows50000Classes1000
  ) { data in
    onAllCores(data) { blackHole(sum(data, rows: $0)) }
  }
}

private let beta = 1 / 1.8

/// An objective of the kernels in single or double precision.
private typealias Objective<Real> = (
  ck_scores, Int, Int, UnsafePointer<Int32>?, UnsafePointer<Double>?, Double, Double, ck_loss,
  UnsafeMutablePointer<Real>?
) -> ck_objective

private func objective<Real>(
  _ function: Objective<Real>,
  _ data: BenchmarkData,
  loss: ck_loss,
  gamma: Double,
  rows: Range<Int>
) -> ck_objective {
  let scratch = ck_scratch_count(data.predictions.classCount)
  return withUnsafeTemporaryAllocation(of: Real.self, capacity: scratch) { scratch in
    data.predictions.withUnsafeScores { scores in
      let scores = ck_scores(scores: scores.baseAddress, columns: data.predictions.columnCount, kind: CK_LOGITS)
      return data.labeled.labels.withUnsafeBufferPointer { labels in
        function(scores, rows.lowerBound, rows.count, labels.baseAddress, nil, beta, gamma, loss, scratch.baseAddress)
      }
    }
  }
}

private func sum(_ data: BenchmarkData, rows: Range<Int>) -> Float {
  data.predictions.withUnsafeScores { scores in
    let columns = data.predictions.columnCount
    let part = scores[(rows.lowerBound * columns)..<(rows.upperBound * columns)]
    let numbers = UnsafeBufferPointer(rebasing: part)
    return memory_floor_sum(numbers.baseAddress, numbers.count)
  }
}

private func onAllCores(_ data: BenchmarkData, body: @Sendable (Range<Int>) -> Void) {
  let rowsPerBlock = 64
  let rowCount = data.predictions.rowCount
  let blockCount = (rowCount + rowsPerBlock - 1) / rowsPerBlock
  DispatchQueue.concurrentPerform(iterations: blockCount) { block in
    body((block * rowsPerBlock)..<min((block + 1) * rowsPerBlock, rowCount))
  }
}
