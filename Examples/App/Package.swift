// swift-tools-version: 6.1

import PackageDescription

let package = Package(
  name: "PhotoApp",
  platforms: [.macOS(.v14), .iOS(.v17), .tvOS(.v17), .watchOS(.v10), .visionOS(.v1)],
  products: [
    .library(name: "PhotoApp", targets: ["PhotoApp"])
  ],
  dependencies: [
    .package(name: "swift-calibration", path: "../..")
  ],
  targets: [
    .target(
      name: "PhotoApp",
      dependencies: [.product(name: "Calibration", package: "swift-calibration")],
      resources: [.copy("Resources/calibrator.json")]
    ),
    .testTarget(name: "PhotoAppTests", dependencies: ["PhotoApp"]),
  ],
  swiftLanguageModes: [.v6]
)
