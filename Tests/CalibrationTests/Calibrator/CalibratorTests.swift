import Foundation
import Testing

@testable import Calibration

@Suite struct CalibratorTests {
  static func maps() throws -> [any CalibrationMap] {
    [
      IdentityMap(),
      try TemperatureMap(temperature: 1.7),
      try FocalCalibrationMap(gamma: -0.3),
      try FocalCalibrationMap(gamma: 2).inverse,
      try FocalTemperatureMap(temperature: 0.1, gamma: 100),
      try FocalCalibrationMap(gamma: 2).then(TemperatureMap(temperature: 1.0 / 3)),
      try EnsembleTemperatureMap(temperature: 1.5, temperedWeight: 0.7, uniformWeight: 0.1),
      try PriorMixtureMap(prior: [0.1, 0.2, 0.3, 0.4], weight: 0.01),
      try LabelSmoothingMap(smoothing: 0.01),
    ]
  }

  @Test func everyMapSurvivesItsFile() throws {
    for map in try Self.maps() {
      let calibrator = try Calibrator(map: map, classCount: 4)
      let read = try Calibrator(json: calibrator.json())
      #expect(read.method == calibrator.method)
      #expect(read.classCount == 4)
      // Every digit of the parameters survives, so results are the same bits.
      let logits = [3, 0.5, -1, 2]
      let want = try map.logProbabilities(forLogits: logits)
      #expect(try read.map.logProbabilities(forLogits: logits) == want)
    }
    let binary = try Calibrator(map: try SigmoidFocalCalibrationMap(gamma: 2, alpha: 0.25), classCount: 2)
    let read = try Calibrator(json: binary.json())
    #expect(read.map as? SigmoidFocalCalibrationMap == binary.map as? SigmoidFocalCalibrationMap)
  }

  @Test func mapsOfIndependentLabelsSurviveTheirFile() throws {
    let map = try PerLabelMap([
      BinaryMap(PlattMap(slope: 1.0 / 3, intercept: 0.1)), TemperatureMap(temperature: 2),
    ])
    let calibrator = try Calibrator(map: map, classCount: 2)
    let read = try Calibrator(json: calibrator.json())
    #expect(read.map as? PerLabelMap == map)
    #expect(read.method == "per-label")
    let alike = try PerLabelMap([TemperatureMap(temperature: 2), TemperatureMap(temperature: 1)])
    #expect(try Calibrator(map: alike, classCount: 2).method == "per-label-temperature")
    let three = try Predictions([0.5, 0.5, 0.5], labelCount: 3, kind: .probabilities)
    #expect(throws: PredictionsError.outputCount(found: 3, expected: 2)) {
      try calibrator.probabilities(for: three)
    }
    #expect(throws: PredictionsError.outputCount(found: 1, expected: 2)) {
      try calibrator.probabilities(for: Predictions([1, 2], columnCount: 2, kind: .logits))
    }
  }

  /// Parts that are no maps of a label each, and a word that the refusal must have.
  @Test(
    arguments: [
      ("[]", "number of maps"),
      (#"[{"method": "vector", "parameters": {"diagonal": [1,1,1], "intercept": [0,0,0]}}]"#, "3"),
      (#"[{"method": "temperature", "parameters": {"temperature": 0}}]"#, "temperature"),
      (#"[{"method": "magic", "parameters": {}}]"#, "`magic`"),
    ]
  )
  func partsThatAreNoMapsOfLabelsAreRefused(parts: String, word: String) throws {
    let json = """
      {"format": "swift-calibration", "version": 1, "classes": 2, "method": "per-label", \
      "parts": \(parts)}
      """
    let error = try #require(throws: CalibratorError.self) {
      try Calibrator(json: Data(json.utf8))
    }
    #expect(error.description.contains(word), "\(error)")
  }

  @Test func theSettingsOfAFitAreKept() throws {
    let data = try LabeledPredictions(
      Predictions([2, 0, 0, 1, 0, 3, 2, 0], columnCount: 2, kind: .logits),
      labels: [0, 0, 1, 0]
    )
    let strength = try RegularizationStrength(lambda: 0.5, mu: 2)
    let fit = try MatrixScaling(strength: strength).fit(to: data)
    let read = try Calibrator(json: Calibrator(fit).json())
    #expect(read.fit?.settings == ["lambda": 0.5, "mu": 2])
    let other = try Calibrator(TemperatureScaling().fit(to: data))
    #expect(other.fit?.settings.isEmpty == true)
  }

  @Test func theFitIsKept() throws {
    let data = try LabeledPredictions(
      Predictions([2, 0, 0, 1, 0, 3, 2, 0], columnCount: 2, kind: .logits),
      labels: [0, 0, 1, 0]
    )
    let fit = try TemperatureScaling().fit(to: data)
    let input = Calibrator.InputFile(name: "v.npz", sha256: "ab", rows: 2..<6)
    let calibrator = try Calibrator(json: Calibrator(fit, input: input).json())
    let fitting = try #require(calibrator.fit)
    #expect(fitting.objective.name == .negativeLogLikelihood)
    #expect(fitting.objective.value == fit.value)
    #expect(fitting.objective.uncalibratedValue == fit.uncalibratedValue)
    #expect(fitting.rowCount == 4)
    #expect(calibrator.input == input)
    #expect(fitting.warnings == fit.warnings.map(\.description))
    #expect(fitting.standardErrors["temperature"] == fit.parameters[0].standardError)
  }

  @Test func theMethodIsKeptBesideTheMap() throws {
    let data = try LabeledPredictions(
      Predictions((0..<60).map { Float($0 % 11) - 5 }, columnCount: 1, kind: .logits),
      labels: (0..<60).map { ($0 % 11 > 5) != ($0 % 4 == 0) ? 1 : 0 }
    )
    let fit = try BinaryCalibration(BayesianBinning()).fit(to: data)
    let calibrator = try Calibrator(fit, method: "bbq")
    let json = try calibrator.json()
    let object = try #require(JSONSerialization.jsonObject(with: json) as? [String: Any])
    #expect(object["method"] as? String == "bbq" && object["map"] as? String == "histogram")
    let read = try Calibrator(json: json)
    #expect(read.method == "bbq")
    #expect(read.map as? BinaryMap<HistogramMap> == fit.map)
    // Where the map's name says it, it is said once.
    let platt = try Calibrator(BinaryCalibration(PlattScaling()).fit(to: data), method: "platt")
    let plain = try #require(JSONSerialization.jsonObject(with: platt.json()) as? [String: Any])
    #expect(plain["method"] as? String == "platt" && plain["map"] == nil)
    #expect(try Calibrator(fit).method == "histogram")
  }

  @Test func filesThatNameTheMapAloneAreRead() throws {
    let old = """
      {"format": "swift-calibration", "version": 1, "classes": 3, "method": "composition", "parts": [
        {"method": "temperature", "parameters": {"temperature": 2}},
        {"method": "focal-map", "parameters": {"gamma": 1}}]}
      """
    let calibrator = try Calibrator(json: Data(old.utf8))
    #expect(calibrator.method == "temperature|focal-map")
    #expect((calibrator.map as? ComposedMap)?.maps.count == 2)
    let again = try Calibrator(json: calibrator.json())
    #expect(again.method == calibrator.method)
    #expect(again.map as? ComposedMap == calibrator.map as? ComposedMap)
    let unknown = Self.valid.replacingOccurrences(of: "\"method\"", with: "\"map\": \"magic\", \"method\"")
    let error = try #require(throws: CalibratorError.self) {
      try Calibrator(json: Data(unknown.utf8))
    }
    #expect(error.description.contains("the map `magic`"), "\(error)")
  }

  @Test func choicesAreKept() throws {
    let data = try LabeledPredictions(
      Predictions((0..<60).map { Float($0 % 11) - 5 }, columnCount: 1, kind: .logits),
      labels: (0..<60).map { ($0 % 11 > 5) != ($0 % 4 == 0) ? 1 : 0 }
    )
    let selection = MethodSelection(
      among: [MethodSelection.Candidate(name: "temperature", method: TemperatureScaling())],
      leavingOut: [MethodSelection.Omission(name: "matrix", reason: "it is slow")],
      loss: .brier,
      by: try CrossValidation(foldCount: 3, repeatCount: 1, seed: 5)
    )
    let fit = try selection.fit(to: data)
    let read = try Calibrator(json: Calibrator(fit).json())
    #expect(fit.selections.count == 1)
    #expect(read.fit?.selections == fit.selections)
  }

  @Test func theFormerTableOfAChoiceIsRead() throws {
    let old = """
      {"format": "swift-calibration", "version": 1, "classes": 3, "method": "temperature",
       "parameters": {"temperature": 1.5}, "rows": 9, "standard_errors": {}, "warnings": [],
       "objective": {"name": "nll", "value": 1, "uncalibrated_value": 2},
       "selection": [
         {"name": "temperature", "parameters": 1, "cross_validated_nll": 0.5, "difference": 0,
          "difference_standard_error": 0, "chosen": true}]}
      """
    let calibrator = try Calibrator(json: Data(old.utf8))
    let choice = try #require(calibrator.fit?.selections.first)
    #expect(choice.loss == .negativeLogLikelihood && choice.crossValidation == .standard)
    #expect(choice.chosen?.name == "temperature" && choice.chosen?.crossValidatedLoss == 0.5)
  }

  @Test func otherNumbersOfClassesAreRefused() throws {
    let calibrator = try Calibrator(map: try TemperatureMap(temperature: 2), classCount: 3)
    let four = try Predictions([1, 2, 3, 4], columnCount: 4, kind: .logits)
    #expect(throws: PredictionsError.classCount(found: 4, expected: 3)) {
      try calibrator.probabilities(for: four)
    }
  }

  /// Faulty files, and a word that the refusal must have.
  static let faulty: [(json: String, word: String)] = [
    ("", "no calibrator"),
    ("[]", "no calibrator"),
    ("{\"format\": \"other\", \"version\": 1}", "no calibrator"),
    (valid.replacingOccurrences(of: "\"version\": 1", with: "\"version\": 99"), "version 99"),
    (valid.replacingOccurrences(of: "\"version\": 1", with: "\"version\": 0"), "version 0"),
    (valid.replacingOccurrences(of: "temperature\",", with: "magic\","), "`magic`"),
    (valid.replacingOccurrences(of: "1.5", with: "-1.5"), "-1.5"),
    (valid.replacingOccurrences(of: "1.5", with: "\"hot\""), "temperature"),
    (valid.replacingOccurrences(of: "{\"temperature\": 1.5}", with: "{}"), "missing"),
    (valid.replacingOccurrences(of: "\"classes\": 3,", with: ""), "`classes` is missing"),
    (valid.replacingOccurrences(of: "\"classes\": 3", with: "\"classes\": 1"), "1 classes"),
    (String(valid.dropLast(10)), "no calibrator"),
  ]

  static let valid = """
    {"format": "swift-calibration", "version": 1, "classes": 3, "method": "temperature", \
    "parameters": {"temperature": 1.5}}
    """

  @Test(arguments: faulty)
  func faultyFilesAreRefusedInWords(json: String, word: String) throws {
    #expect(try Calibrator(json: Data(Self.valid.utf8)).classCount == 3)
    let error = try #require(throws: CalibratorError.self) {
      try Calibrator(json: Data(json.utf8))
    }
    #expect(error.description.contains(word), "\(error)")
  }
}
