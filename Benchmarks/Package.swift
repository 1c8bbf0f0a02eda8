// swift-tools-version: 6.1

import PackageDescription

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
    .target(
      name: "SyntheticOutputs",
      dependencies: [.product(name: "Calibration", package: "swift-calibration")]
    ),
    .target(name: "MemoryFloor"),
    .executableTarget(
      name: "CalibrationBenchmarks",
      dependencies: [
        "MemoryFloor",
        "SyntheticOutputs",
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "Calibration", package: "swift-calibration"),
      ],
      // The benchmark plugin looks for targets in a folder called Benchmarks, which is this one.
      path: "CalibrationBenchmarks",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]
    ),
    .executableTarget(
      name: "fit-times",
      dependencies: [
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Calibration", package: "swift-calibration"),
        .product(name: "CalibrationFiles", package: "swift-calibration"),
      ]
    ),
    .executableTarget(
      name: "method-times",
      dependencies: [
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Calibration", package: "swift-calibration"),
        .product(name: "CalibrationFiles", package: "swift-calibration"),
      ]
    ),
    .executableTarget(
      name: "random-splits",
      dependencies: [
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Calibration", package: "swift-calibration"),
        .product(name: "CalibrationFiles", package: "swift-calibration"),
      ]
    ),
    .executableTarget(
      name: "coverage-and-error",
      dependencies: [
        "SyntheticOutputs",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Calibration", package: "swift-calibration"),
      ]
    ),
    .executableTarget(
      name: "memory-use",
      dependencies: [
        "SyntheticOutputs",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Calibration", package: "swift-calibration"),
      ]
    ),
  ],
  swiftLanguageModes: [.v6]
)
