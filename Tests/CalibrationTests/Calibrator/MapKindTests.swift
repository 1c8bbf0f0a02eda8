import Foundation
import TestSupport
import Testing

@testable import Calibration

/// One map for each name that files have.
@Suite struct MapKindTests {
  /// Maps for three classes, for two where they are made for two only.
  static func maps() throws -> [any CalibrationMap] {
    let matrix = [[1.5, 0.1, 0], [0, 1.2, -0.1], [0.2, 0, 0.9]]
    let (factors, shifts) = ([1.1, 0.9, 1], [0.1, -0.2, 0])
    let data = try Synthetic.labeled(temperature: 2, rows: 60, classes: 3, seed: 71)
    let curve = try OrderPreservingIsotonic().fit(to: data).map
    let binary = try binaryMaps()
    return [
      IdentityMap(),
      try TemperatureMap(temperature: 1.7),
      try FocalCalibrationMap(gamma: -0.3),
      try FocalCalibrationMap(gamma: 2).inverse,
      try FocalTemperatureMap(temperature: 0.1, gamma: 100),
      try SigmoidFocalCalibrationMap(gamma: 2, alpha: 0.25),
      try SigmoidFocalCalibrationMap(gamma: 2, alpha: 0.25).inverse,
      try EnsembleTemperatureMap(temperature: 1.5, temperedWeight: 0.7, uniformWeight: 0.1),
      try PriorMixtureMap(prior: [0.1, 0.2, 0.7], weight: 0.01),
      try LabelSmoothingMap(smoothing: 0.01),
      try LabelSmoothingCalibrationMap(smoothing: 0.01),
      try VectorMap(diagonal: factors, intercept: shifts),
      try MatrixMap(matrix: matrix, intercept: shifts, inputs: .centeredLogits),
      try MatrixMap(matrix: matrix, intercept: shifts, inputs: .logProbabilities),
      try structuredVector(gamma: 0), try structuredVector(gamma: 0.4),
      try structuredMatrix(gamma: 0), try structuredMatrix(gamma: 0.4),
      curve,
      try TemperatureMap(temperature: 2).then(FocalCalibrationMap(gamma: 1)),
      try PerLabelMap([TemperatureMap(temperature: 2), TemperatureMap(temperature: 3)]),
    ] + binary.flatMap { applications($0) }
  }

  private static func structuredVector(gamma: Double) throws -> StructuredVectorMap {
    try StructuredVectorMap(
      temperature: 1.5,
      smoothing: 0.01,
      diagonal: [1.1, 0.9, 1],
      intercept: [0.1, -0.2, 0],
      gamma: gamma
    )
  }

  private static func structuredMatrix(gamma: Double) throws -> StructuredMatrixMap {
    try StructuredMatrixMap(
      temperature: 1.5,
      smoothing: 0.01,
      matrix: [[1.5, 0.1, 0], [0, 1.2, -0.1], [0.2, 0, 0.9]],
      intercept: [0.1, -0.2, 0],
      gamma: gamma
    )
  }

  private static func binaryMaps() throws -> [any BinaryCalibrationMap] {
    let scores = try BinaryScores(
      logOdds: (0..<40).map { Double($0 % 11) / 2 - 2.3 },
      outcomes: (0..<40).map { ($0 % 11 > 5) != ($0 % 4 == 0) }
    )
    return try MethodCatalog.entries.compactMap { entry in
      guard case .event(let make) = entry.make else { return nil }
      return try fitted(make([:]), scores)
    }
  }

  private static func fitted(
    _ method: some BinaryCalibrationMethod,
    _ scores: BinaryScores
  ) -> any BinaryCalibrationMap {
    method.fit(to: scores).map
  }

  private static func applications(_ map: some BinaryCalibrationMap) -> [any CalibrationMap] {
    [BinaryMap(map), OneVersusRestMap(unchecked: [map, map, map]), TopLabelMap(map)]
  }

  /// A row of logits for a map.
  static func row(for map: any CalibrationMap) -> [Double] {
    map.classCount == 2 ? [0.3, 1.1] : [1.5, 0.25, -1]
  }

  @Test func everyNameHasAMapAmongThese() throws {
    let names = try Self.maps().map { try #require(MapKind($0)).name }
    #expect(Set(names) == Set(MapName.all))
  }

  @Test func namesAreDistinctAndReadBack() {
    let texts = MapName.all.map(\.text)
    #expect(Set(texts).count == texts.count)
    for name in MapName.all { #expect(MapName(name.text) == name) }
    #expect(MapName("one-versus-rest-magic") == nil)
  }

  @Test func kindsGiveTheirMapsBack() throws {
    for map in try Self.maps() {
      let kind = try #require(MapKind(map))
      #expect(kind.map.isEqual(to: map), "\(kind.name.text)")
    }
  }

  /// Every digit of the parameters survives the file, so results are the same bits.
  @Test func mapsSurviveTheirFile() throws {
    for map in try Self.maps() {
      let calibrator = try Calibrator(map: map, classCount: map.classCount ?? 3)
      let read = try Calibrator(json: calibrator.json())
      #expect(read.map.isEqual(to: map), "\(calibrator.method)")
      #expect(read.method == calibrator.method)
      #expect(try read.json() == calibrator.json())
      guard map.labelCount == nil else { continue }
      let row = Self.row(for: map)
      #expect(try read.probabilities(forLogits: row) == map.probabilities(forLogits: row))
    }
  }

  @Test func everyMapIsExplained() throws {
    for map in try Self.maps() {
      let calibrator = try Calibrator(map: map, classCount: map.classCount ?? 3)
      let explanation = Explanation(of: calibrator)
      // The method, at least one sentence on what the map does, and what becomes of some confidences.
      #expect(explanation.sentences.count >= 3, "\(calibrator.method)")
      #expect(explanation.sentences[0].contains(calibrator.method))
      let json = try JSONEncoder().encode(explanation)
      #expect(try JSONDecoder().decode(Explanation.self, from: json) == explanation)
    }
  }

  @Test func mapsOfOthersHaveNoKind() throws {
    struct Other: CalibrationMap {
      var parameterCount: Int { 0 }
      func transform(_ block: LogitBlock) { IdentityMap().transform(block) }
    }
    #expect(MapKind(Other()) == nil)
    #expect(MapKind(ComposedMap(unchecked: [IdentityMap(), Other()])) == nil)
    #expect(throws: CalibratorError.unknownMap("Other")) {
      try Calibrator(map: Other(), classCount: 3)
    }
  }

  @Test func rowsOfOtherClassesAreRefused() throws {
    let calibrator = try Calibrator(map: TemperatureMap(temperature: 2), classCount: 3)
    #expect(throws: PredictionsError.classCount(found: 2, expected: 3)) {
      try calibrator.probabilities(forLogits: [1, 2])
    }
    let single: [Float] = [1, 2, 3]
    let double = try calibrator.probabilities(forLogits: [1, 2, 3])
    #expect(try calibrator.probabilities(forLogits: single) == double.map { Float($0) })
    #expect(throws: CalibratorError.classCount(1)) {
      try Calibrator(map: TemperatureMap(temperature: 2), classCount: 1)
    }
    #expect(throws: CalibratorError.classCount(4)) {
      try Calibrator(map: VectorMap(diagonal: [1, 1], intercept: [0, 0]), classCount: 4)
    }
  }
}
