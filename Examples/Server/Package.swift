// swift-tools-version: 6.1

import PackageDescription

let package = Package(
  name: "CalibrationServer",
  platforms: [.macOS(.v13)],
  products: [
    .executable(name: "calibration-server", targets: ["calibration-server"])
  ],
  dependencies: [
    .package(name: "swift-calibration", path: "../.."),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: [
    .target(
      name: "CalibrationServer",
      dependencies: [
        .product(name: "Calibration", package: "swift-calibration"),
        .product(name: "FlyingFox", package: "FlyingFox"),
      ]
    ),
    .executableTarget(
      name: "calibration-server",
      dependencies: [
        "CalibrationServer",
        .product(name: "CalibrationFiles", package: "swift-calibration"),
      ]
    ),
    .testTarget(name: "CalibrationServerTests", dependencies: ["CalibrationServer"], resources: [.copy("Fixtures")]),
  ],
  swiftLanguageModes: [.v6]
)
