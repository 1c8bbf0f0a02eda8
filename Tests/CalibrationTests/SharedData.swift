import Foundation
import Testing

@testable import Calibration

/// Outputs of real networks and the values that other packages give for them, which lie beside the
/// checkout and are no part of it.
enum SharedData {
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent()
    .appending(path: "../../../shared")
    .standardizedFileURL

  static let isPresent = FileManager.default.fileExists(
    atPath: folder.appending(path: "reference/predictions.json").path
  )

  static let names = [
    "densenet-bc-100-cifar-100.npz", "wideresnet-16-4-cifar-10.npz", "lenet-5-cifar-10.npz",
    "resnet-110-cifar-10h.csv",
  ]

  /// The values of `reference/predictions.json` for one file.
  struct Reference: Decodable {
    struct Map: Decodable {
      var temperature: Double?
      var gamma: Double?
      var test: [String: Double]
    }

    var uncalibrated: Map
    var temperatureScaling: Map
    var focalTemperatureScaling: Map

    var maps: [Map] { [uncalibrated, temperatureScaling, focalTemperatureScaling] }
  }

  static func reference(_ name: String) throws -> Reference {
    let data = try Data(contentsOf: folder.appending(path: "reference/predictions.json"))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    // Only what Reference names is decoded; file names survive the key strategy.
    return try #require(decoder.decode([String: Reference].self, from: data)[name])
  }

  /// Rows 5000 ..< 10 000: what no map was fitted to.
  static func testRows(_ name: String) throws -> LabeledPredictions {
    try predictions(name).rows(5000..<10_000)
  }

  static func predictions(_ name: String) throws -> LabeledPredictions {
    let data = try Data(contentsOf: folder.appending(path: "data/predictions/\(name)"))
    let (scores, labels) = name.hasSuffix(".npz") ? try archive(data) : csv(data)
    return try LabeledPredictions(
      Predictions(scores, columnCount: scores.count / labels.count, kind: .probabilities),
      labels: labels
    )
  }

  /// Reads the two uncompressed arrays of these archives, and no others.
  private static func archive(_ data: Data) throws -> ([Float], [Int32]) {
    func array<Element>(_ name: String, of: Element.Type) throws -> [Element] {
      let header = try #require(data.range(of: Data("\(name).npy".utf8)))
      let magic = try #require(
        data.range(of: Data("NUMPY".utf8), in: header.upperBound..<data.count)
      )
      let length = Int(data[magic.upperBound + 2]) + Int(data[magic.upperBound + 3]) << 8
      let start = magic.upperBound + 4 + length
      let rows = 10_000
      let text = try #require(
        String(data: data[(magic.upperBound + 4)..<start], encoding: .ascii)
      )
      let shape = try #require(text.firstMatch(of: /'shape': \(10000, ?(\d*)/))
      let count = rows * (Int(shape.1) ?? 1)
      return data[start...].withUnsafeBytes { bytes in
        (0..<count).map {
          bytes.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Element>.size, as: Element.self)
        }
      }
    }
    return (
      try array("predictions", of: Float.self),
      try array("ground_truth", of: Int64.self).map { Int32($0) }
    )
  }

  /// Column 0 is the label, columns 11 ..< 21 are the probabilities.
  private static func csv(_ data: Data) -> ([Float], [Int32]) {
    var scores: [Float] = []
    var labels: [Int32] = []
    for line in data.split(separator: UInt8(ascii: "\n")) {
      let fields = line.split(separator: UInt8(ascii: ","))
        .map { strtod(String(decoding: $0, as: UTF8.self), nil) }
      labels.append(Int32(fields[0]))
      scores += fields[11..<21].map { Float($0) }
    }
    return (scores, labels)
  }
}
