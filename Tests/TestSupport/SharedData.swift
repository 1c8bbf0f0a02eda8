import Calibration
import CalibrationFiles
import Foundation
import Testing

/// Outputs of real networks and the values that other packages give for them, which lie beside the
/// checkout and are no part of it.
package enum SharedData {
  package static let isPresent = FileManager.default.fileExists(atPath: referencePath)

  /// The files with outputs.
  package static let names = [
    "densenet-bc-100-cifar-100.npz", "wideresnet-16-4-cifar-10.npz", "lenet-5-cifar-10.npz",
    "resnet-110-cifar-10h.csv",
  ]

  /// The path of a file with outputs.
  package static func path(_ name: String) -> String { "\(folder)/data/predictions/\(name)" }

  /// What the command line has to be told to read a file.
  package static func columnOptions(_ name: String) -> [String] {
    name.hasSuffix(".csv") ? ["--columns", "11:21", "--label-column", "0"] : []
  }

  /// The outputs of one network, and the labels.
  package static func predictions(_ name: String) throws -> LabeledPredictions {
    let options =
      name.hasSuffix(".csv") ? InputOptions(columns: 11..<21, labelColumn: 0) : InputOptions()
    return try LabeledPredictions(contentsOf: path(name), options: options)
  }

  /// Rows 0 ..< 5000: what the maps of the reference were fitted to.
  package static func fittingRows(_ name: String) throws -> LabeledPredictions {
    try predictions(name).rows(0..<5000)
  }

  /// Rows 5000 ..< 10 000: what no map was fitted to.
  package static func testRows(_ name: String) throws -> LabeledPredictions {
    try predictions(name).rows(5000..<10_000)
  }

  /// The values of `reference/predictions.json` for one file.
  package struct Reference: Decodable {
    package struct Map: Decodable {
      package var temperature: Double?
      package var gamma: Double?
      package var fitNll: Double?
      package var test: [String: Double]
    }

    package var uncalibrated: Map
    package var temperatureScaling: Map
    package var focalTemperatureScaling: Map

    package var maps: [Map] { [uncalibrated, temperatureScaling, focalTemperatureScaling] }
  }

  package static func reference(_ name: String) throws -> Reference {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    // Only what Reference names is decoded; file names survive the key strategy.
    let data = try Data(contentsOf: URL(fileURLWithPath: referencePath))
    return try #require(decoder.decode([String: Reference].self, from: data)[name])
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../shared").standardizedFileURL.path

  private static let referencePath = "\(folder)/reference/predictions.json"
}
