import Benchmark

extension BenchmarkMetric {
  static let picosecondsPerScore = BenchmarkMetric.custom("Time per score (ps)")
  static let nanosecondsPerRow = BenchmarkMetric.custom("Time per row (ns)")
  static let megabytesPerSecond = BenchmarkMetric.custom("Scores read (MB/s)", polarity: .prefersLarger)
}

extension Benchmark {
  /// Times `work`, and reports the time and speed of each of the scores it goes through.
  static func scores(
    _ name: String,
    of data: @escaping @Sendable () throws -> BenchmarkData,
    work: @escaping (BenchmarkData) throws -> Void
  ) {
    var configuration = defaultConfiguration
    configuration.metrics = [.wallClock, .picosecondsPerScore, .megabytesPerSecond]
    Benchmark("\(name)", configuration: configuration) { benchmark in
      let data = try data()
      benchmark.startMeasurement()
      let duration = try ContinuousClock().measure { try work(data) }
      benchmark.stopMeasurement()
      let picoseconds = duration.picoseconds
      let count = Double(data.scoreCount)
      benchmark.measurement(.picosecondsPerScore, Int((picoseconds / count).rounded()))
      // Bytes per picosecond are 10^6 megabytes per second.
      let speed = count * Double(MemoryLayout<Float>.stride) / picoseconds * 1e6
      benchmark.measurement(.megabytesPerSecond, Int(speed.rounded()))
    }
  }

  /// Times many calls of `work`, and reports the time of one.
  static func row(_ name: String, work: @escaping () throws -> Void) {
    let rowCount = 10_000
    var configuration = defaultConfiguration
    configuration.metrics = [.nanosecondsPerRow]
    Benchmark("\(name)", configuration: configuration) { benchmark in
      let duration = try ContinuousClock().measure {
        for _ in 0..<rowCount { try work() }
      }
      let nanoseconds = duration.picoseconds / 1e3 / Double(rowCount)
      benchmark.measurement(.nanosecondsPerRow, Int(nanoseconds.rounded()))
    }
  }
}

extension Duration {
  fileprivate var picoseconds: Double {
    Double(components.seconds) * 1e12 + Double(components.attoseconds) / 1e6
  }
}
