import Calibration
import CalibrationFiles
import Foundation
import Testing

/// Fits on the outputs of four real networks against the optima in `../shared/reference`, where that
/// folder is present.
@Suite(.enabled(if: SharedFolder.isPresent, "needs ../shared, which is not part of the project"))
struct ReferencePredictionsTests {
  @Test(arguments: SharedFolder.networks)
  func fitsReachTheReferenceOptimum(_ network: SharedFolder.Network) throws {
    let data = try network.read(rows: 0..<5000)
    let reference = try network.reference()
    // The references' optima are known to about 1e-5 in T and γ, and 1e-12 in the likelihood.
    let temperature = try TemperatureScaling().fit(to: data)
    #expect(abs(temperature.value - reference.temperatureScaling.fitNLL) < 1e-7)
    #expect(abs(temperature.map.temperature - reference.temperatureScaling.temperature) < 1e-3)

    let focal = try FocalTemperatureScaling().fit(to: data)
    #expect(abs(focal.value - reference.focalTemperatureScaling.fitNLL) < 1e-7)
    #expect(abs(focal.map.temperature - reference.focalTemperatureScaling.temperature) < 1e-3)
    let gamma = try #require(reference.focalTemperatureScaling.gamma)
    #expect(abs(focal.map.gamma - gamma) < 1e-3)
    #expect(focal.value < temperature.value)
    #expect(focal.warnings.isEmpty && temperature.warnings.isEmpty)
  }

  @Test(arguments: SharedFolder.networks)
  func testLikelihoodIsTheReferences(_ network: SharedFolder.Network) throws {
    let reference = try network.reference()
    let test = try network.read(rows: 5000..<10_000)
    let temperature = reference.temperatureScaling.temperature
    let maps: [([String: Double], any CalibrationMap)] = [
      (reference.uncalibrated.test, IdentityMap()),
      (reference.temperatureScaling.test, try TemperatureMap(temperature: temperature)),
    ]
    for (metrics, map) in maps {
      let rows = try RowStatistics(of: map, on: test)
      let want = try #require(metrics["nll"])
      #expect(abs(rows.negativeLogLikelihood - want) < 1e-6)
      #expect(abs(rows.accuracy - (try #require(metrics["accuracy"]))) < 1e-12)
    }
  }

  @Test func theCommandLineFitsTheSame() throws {
    let calibrate = try CommandLineTool()
    let network = SharedFolder.networks[3]
    let outcome = try calibrate.run(
      ["fit", network.path, "--rows", "0:5000", "--json"] + network.columnOptions
    )
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let fit = try outcome.decoded(as: FitReport.self)
    let reference = try network.reference().focalTemperatureScaling
    #expect(abs(fit.objective.value - reference.fitNLL) < 1e-7)
    #expect(abs((fit.parameters["temperature"] ?? 0) - reference.temperature) < 1e-3)
  }

  private struct FitReport: Decodable {
    struct Objective: Decodable {
      let value: Double
    }
    let parameters: [String: Double]
    let objective: Objective
  }
}

/// Data beside the project that is not part of it.
enum SharedFolder {
  static let url = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("shared")

  static var isPresent: Bool {
    FileManager.default.fileExists(
      atPath: url.appendingPathComponent("reference/predictions.json").path
    )
  }

  static let networks = [
    Network(file: "densenet-bc-100-cifar-100.npz"),
    Network(file: "wideresnet-16-4-cifar-10.npz"),
    Network(file: "lenet-5-cifar-10.npz"),
    Network(file: "resnet-110-cifar-10h.csv", columns: 11..<21, labelColumn: 0),
  ]

  /// The outputs of one network.
  struct Network: Sendable, CustomTestStringConvertible {
    let file: String
    var columns: Range<Int>?
    var labelColumn: Int?

    var testDescription: String { file }

    var path: String { SharedFolder.url.appendingPathComponent("data/predictions/\(file)").path }

    var columnOptions: [String] {
      guard let columns, let labelColumn else { return [] }
      return [
        "--columns", "\(columns.lowerBound):\(columns.upperBound)",
        "--label-column", "\(labelColumn)",
      ]
    }

    func read(rows: Range<Int>) throws -> LabeledPredictions {
      try LabeledPredictions(
        contentsOf: path,
        options: InputOptions(columns: columns, labelColumn: labelColumn, rows: rows)
      )
    }

    func reference() throws -> Reference {
      let json = try Data(
        contentsOf: SharedFolder.url.appendingPathComponent("reference/predictions.json")
      )
      let all = try JSONDecoder().decode([String: Reference].self, from: json)
      guard let reference = all[file] else { throw CocoaError(.fileReadCorruptFile) }
      return reference
    }
  }

  /// What the reference states of one network.
  struct Reference: Decodable {
    struct Method: Decodable {
      let test: [String: Double]
    }

    struct Fit: Decodable {
      let temperature: Double
      let gamma: Double?
      let fitNLL: Double
      let test: [String: Double]

      enum CodingKeys: String, CodingKey {
        case temperature, gamma, test
        case fitNLL = "fit_nll"
      }
    }

    let uncalibrated: Method
    let temperatureScaling: Fit
    let focalTemperatureScaling: Fit

    enum CodingKeys: String, CodingKey {
      case uncalibrated
      case temperatureScaling = "temperature_scaling"
      case focalTemperatureScaling = "focal_temperature_scaling"
    }
  }
}
