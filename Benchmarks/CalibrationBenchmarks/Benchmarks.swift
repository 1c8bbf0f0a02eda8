import Benchmark

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock],
    warmupIterations: 2,
    maxDuration: .seconds(3),
    maxIterations: 2000
  )
  kernelBenchmarks()
  mapBenchmarks()
  fitBenchmarks()
  metricBenchmarks()
}
