// swift-tools-version: 6.1

import PackageDescription

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let calibration: Target.Dependency = .product(name: "Calibration", package: "swift-calibration")
let files: Target.Dependency = .product(name: "CalibrationFiles", package: "swift-calibration")

/// A program that measures, by its dependencies.
func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: ["BenchmarkSupport", argumentParser, calibration] + dependencies)
}

// A package of its own, so that nobody who depends on the library fetches what only benchmarks need.
let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v13)],
  dependencies: [
    // Named, because a checkout may lie in a folder of any name.
    .package(name: "swift-calibration", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    // No traits: its malloc counters need a library to be loaded before every other.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .target(name: "BenchmarkSupport", dependencies: [calibration]),
    .target(name: "MemoryFloor"),
    .executableTarget(
      name: "CalibrationBenchmarks",
      dependencies: [
        "BenchmarkSupport",
        "MemoryFloor",
        .product(name: "Benchmark", package: "benchmark"),
        calibration,
      ],
      // The benchmark plugin looks for targets in a folder called Benchmarks, which is this one.
      path: "CalibrationBenchmarks",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]
    ),
    program("fit-times", [files]),
    program("method-times", [files]),
    program("random-splits", [files]),
    program("coverage-and-error", []),
    program("memory-use", []),
  ],
  swiftLanguageModes: [.v6]
)
