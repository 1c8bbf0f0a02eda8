import Benchmark
import Calibration

/// Maps in bulk, from memory to memory, and on a single row.
func mapBenchmarks() {
  bulk("temperature map") { try TemperatureMap(temperature: 1.8) }
  bulk("focal temperature map") { try FocalTemperatureMap(temperature: 1.7, gamma: -0.4) }
  singleRow("temperature map") { try TemperatureMap(temperature: 1.8) }
  singleRow("focal temperature map") { try FocalTemperatureMap(temperature: 1.7, gamma: -0.4) }
}

private func bulk(_ name: String, map: @escaping () throws -> some CalibrationMap) {
  var output: [Float] = []
  Benchmark.scores("Apply, \(name), all cores, 50000x1000", of: BenchmarkData.rows50000Classes1000) { data in
    if output.count != data.scoreCount {
      output = [Float](repeating: 0, count: data.scoreCount)
    }
    let map = try map()
    try output.withUnsafeMutableBufferPointer {
      try map.apply(to: data.predictions, into: $0)
    }
  }
}

private func singleRow(_ name: String, map: @escaping () throws -> some CalibrationMap) {
  let logits = [3.1, -0.4, 1.2, 0.3, -2.5, 5.8, 0.0, 2.2, -1.1, 0.7]
  var row = logits
  Benchmark.row("One row of 10 classes, \(name), in place") {
    let map = try map()
    try row.withUnsafeMutableBufferPointer { row in
      _ = row.update(from: logits)
      try map.transform(row: row)
    }
    blackHole(row)
  }
  Benchmark.row("One row of 10 classes, \(name), array to array") {
    blackHole(try map().probabilities(forLogits: logits))
  }
}
