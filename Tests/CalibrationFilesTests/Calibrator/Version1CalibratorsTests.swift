import Calibration
import Foundation
import Testing

@testable import CalibrationFiles

/// Calibrator files of version 1, as `Fixtures/Version1/README.md` describes them.
@Suite struct Version1CalibratorsTests {
  static let folders = [
    ("three-classes", InputKind.logits), ("two-classes", .logits), ("labels", .sigmoid),
  ]

  @Test(arguments: folders)
  func givesTheProbabilitiesOfItsTime(folder: String, kind: InputKind) throws {
    let path = try Fixture.path("Version1/\(folder)")
    let scores = try Input(
      contentsOf: path + "/scores.csv",
      options: InputOptions(kind: kind, rows: 0..<40)
    ).predictions
    let files = try FileManager.default.contentsOfDirectory(atPath: path + "/Calibrators")
    #expect(files.count > 20)
    for file in files.sorted() {
      let name = String(file.dropLast(".json".count))
      let calibrator = try Calibrator(contentsOf: "\(path)/Calibrators/\(file)")
      let expected = try Self.numbers(inFileAt: "\(path)/Probabilities/\(name).csv")
      let probabilities = try calibrator.probabilities(for: scores).values
      #expect(probabilities.count == expected.count, "\(file)")
      let difference = zip(probabilities, expected).map { abs(Double($0) - $1) }.max()
      #expect(try #require(difference) <= 1e-6, "\(file)")
    }
  }

  /// Without one of each kind the test above would say little.
  @Test func everyKindIsThere() throws {
    var kinds: Set<String> = []
    for (folder, _) in Self.folders {
      let path = try Fixture.path("Version1/\(folder)/Calibrators")
      for file in try FileManager.default.contentsOfDirectory(atPath: path) {
        let json = try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(file)"))
        var parts = [try JSONDecoder().decode(Part.self, from: json)]
        while let part = parts.popLast() {
          kinds.insert(part.map ?? part.method)
          parts += part.parts ?? []
        }
      }
    }
    let binary = ["platt", "beta", "quadratic-logistic", "histogram", "isotonic", "spline"]
    let expected: [String] =
      [
        "identity", "temperature", "focal-map", "inverse-focal-map", "focal-temperature",
        "sigmoid-focal-map", "inverse-sigmoid-focal-map", "ensemble-temperature", "prior-mixture",
        "vector", "matrix", "dirichlet", "structured-vector", "focal-structured-vector",
        "structured-matrix", "focal-structured-matrix", "order-preserving-isotonic",
        "label-smoothing", "label-smoothing-map", "composition", "per-label",
      ]
      + (binary + ["venn-abers"]).flatMap { [$0, "one-versus-rest-\($0)", "top-label-\($0)"] }
    #expect(kinds == Set(expected))
  }

  /// The names in a file.
  private struct Part: Decodable {
    let method: String
    let map: String?
    let parts: [Part]?
  }

  /// The numbers of a CSV file without its header.
  private static func numbers(inFileAt path: String) throws -> [Double] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").dropFirst().flatMap {
      try $0.split(separator: ",").map { try #require(Double($0)) }
    }
  }
}
