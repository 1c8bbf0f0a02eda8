// swift-tools-version: 6.1

import Foundation
import PackageDescription

// A package of its own, so that nobody who only calibrates needs libtorch.
//
// LIBTORCH names the folder of another libtorch than the system's: the one with `include` and `lib`
// in it, such as `site-packages/torch` of a PyTorch wheel.
let libtorch = Context.environment["LIBTORCH"]

// Debian's libtorch 1.13 does not compile as C++20, and PyTorch 2.11 and later compile as nothing
// older.
let needsCXX20 =
  libtorch.map { FileManager.default.fileExists(atPath: "\($0)/include/torch/headeronly") } ?? false
let hasCUDA =
  libtorch.map { FileManager.default.fileExists(atPath: "\($0)/lib/libtorch_cuda.so") } ?? false

let includeFlags =
  libtorch.map { ["-I\($0)/include", "-I\($0)/include/torch/csrc/api/include"] }
  ?? ["-I/usr/include/torch/csrc/api/include"]
let libraryFlags =
  libtorch.map { ["-L\($0)/lib", "-Xlinker", "-rpath", "-Xlinker", "\($0)/lib"] } ?? []
// Nothing refers to the CUDA library by name: it registers itself when it is loaded.
let cudaFlags =
  hasCUDA
  ? ["-Xlinker", "--no-as-needed", "-ltorch_cuda", "-lc10_cuda", "-Xlinker", "--as-needed"] : []

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
      linkerSettings: [
        .unsafeFlags(libraryFlags + cudaFlags),
        .linkedLibrary("torch"), .linkedLibrary("torch_cpu"), .linkedLibrary("c10"),
      ]
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
      ]
    ),
    .executableTarget(
      name: "calibrate-train",
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
