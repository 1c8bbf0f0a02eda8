// swift-tools-version: 6.1

import PackageDescription

let package = Package(
  name: "swift-calibration",
  platforms: [.macOS(.v13), .iOS(.v16), .tvOS(.v16), .watchOS(.v9), .visionOS(.v1)],
  products: [
    .library(name: "Calibration", targets: ["Calibration"]),
    .library(name: "CalibrationFiles", targets: ["CalibrationFiles"]),
    .library(name: "CalibrationReport", targets: ["CalibrationReport"]),
    .executable(name: "calibrate", targets: ["calibrate"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
  ],
  targets: [
    .target(
      name: "CalibrationKernels",
      exclude: ["README.md"],
      linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux, .android]))]
    ),
    // The functions of <math.h>, for files that need nothing else of Foundation or the C library.
    .systemLibrary(name: "CMath"),
    .target(name: "Calibration", dependencies: ["CalibrationKernels", "CMath"]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .yum(["zlib-devel"])]),
    .target(name: "SHA256"),
    .target(name: "CalibrationFiles", dependencies: ["Calibration", "CMath", "CZlib", "SHA256"]),
    .target(
      name: "CalibrationReport",
      dependencies: ["Calibration", "CMath"],
      // In the code rather than in a bundle, so that the program stays one file.
      resources: [.embedInCode("Page/Resources")]
    ),
    .executableTarget(
      name: "calibrate",
      dependencies: [
        "Calibration",
        "CalibrationFiles",
        "CalibrationReport",
        "CMath",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),
    // What several of the test targets need; no product, so that nobody else gets it.
    .target(name: "TestSupport", dependencies: ["Calibration", "CalibrationFiles"], path: "Tests/TestSupport"),
    .testTarget(name: "CalibrationKernelsTests", dependencies: ["CalibrationKernels"]),
    .testTarget(
      name: "CalibrationTests",
      dependencies: ["Calibration", "TestSupport"],
      resources: [.copy("Fixtures")]
    ),
    .testTarget(
      name: "CalibrationFilesTests",
      dependencies: ["CalibrationFiles", "SHA256", "TestSupport"],
      resources: [.copy("Fixtures")]
    ),
    .testTarget(
      name: "CalibrationReportTests",
      dependencies: ["CalibrationReport", "TestSupport"],
      exclude: ["Fixtures"]
    ),
    .testTarget(
      name: "CalibrateTests",
      dependencies: ["calibrate", "CalibrationFiles", "TestSupport"],
      resources: [.copy("Fixtures")]
    ),
    .testTarget(name: "SnippetsTests", dependencies: ["Calibration", "CalibrationFiles", "CalibrationReport"]),
  ],
  swiftLanguageModes: [.v6]
)
