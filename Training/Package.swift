// swift-tools-version: 6.1

import Foundation
import PackageDescription

// A package of its own, so that nobody who only calibrates needs libtorch.
//
// LIBTORCH names the folder of another libtorch than the system's: the one with `include` and `lib`
// in it, such as `site-packages/torch` of a PyTorch wheel.
let libtorch: String? = Context.environment["LIBTORCH"]

// Debian's libtorch 1.13 does not compile as C++20, and PyTorch 2.11 and later compile as nothing
// older.
let needsCXX20: Bool =
  libtorch.map { FileManager.default.fileExists(atPath: "\($0)/include/torch/headeronly") } ?? false

let includeFlags: [String] =
  libtorch.map { ["-I\($0)/include", "-I\($0)/include/torch/csrc/api/include"] }
  ?? ["-I/usr/include/torch/csrc/api/include"]
// By path, because a folder of system libraries may come first in the search and have a libtorch too.
let libraryFlags: [String] =
  libtorch.map { folder in
    ["libtorch.so", "libtorch_cpu.so", "libc10.so"].flatMap { ["-Xlinker", "\(folder)/lib/\($0)"] }
      + ["-Xlinker", "-rpath", "-Xlinker", "\(folder)/lib"]
  } ?? ["-ltorch", "-ltorch_cpu", "-lc10"]
// Nothing refers to the CUDA libraries by name: they register themselves when they are loaded.
let cudaLibrary: String? = libtorch.map { "\($0)/lib/libtorch_cuda.so" }
let cudaFlags: [String] =
  cudaLibrary.map { FileManager.default.fileExists(atPath: $0) } == true
  ? ["-Xlinker", "--no-as-needed", "-Xlinker", cudaLibrary ?? ""] : []

let package = Package(
  name: "Training",
  platforms: [.macOS(.v13)],
  products: [
    .library(name: "CalibrationTraining", targets: ["CalibrationTraining"]),
    .executable(name: "calibrate-train", targets: ["calibrate-train"]),
  ],
  dependencies: [
    // Named, because a checkout may lie in a folder of any name.
    .package(name: "swift-calibration", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    .target(
      name: "TorchShim",
      // Optimised in debug builds too: the fused losses live here. The headers of libtorch are full
      // of warnings.
      cxxSettings: [.unsafeFlags(includeFlags + ["-O2", "-w"])],
      linkerSettings: [.unsafeFlags(libraryFlags + cudaFlags)]
    ),
    .target(name: "ImageCodecs", linkerSettings: [.linkedLibrary("jpeg"), .linkedLibrary("png")]),
    .target(
      name: "CalibrationTraining",
      dependencies: [
        "ImageCodecs",
        "TorchShim",
        "TOMLKit",
        .product(name: "Calibration", package: "swift-calibration"),
        .product(name: "CalibrationFiles", package: "swift-calibration"),
        .product(name: "CalibrationReport", package: "swift-calibration"),
      ]
    ),
    .executableTarget(
      name: "calibrate-train",
      dependencies: [
        "CalibrationTraining",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Calibration", package: "swift-calibration"),
        .product(name: "CalibrationFiles", package: "swift-calibration"),
      ]
    ),
    .executableTarget(
      name: "training-times",
      dependencies: [
        "CalibrationTraining",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),
    .testTarget(
      name: "CalibrationTrainingTests",
      dependencies: [
        "CalibrationTraining",
        "calibrate-train",
        .product(name: "CalibrationFiles", package: "swift-calibration"),
      ],
      resources: [.copy("Fixtures")]
    ),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: needsCXX20 ? .cxx20 : .cxx17
)
