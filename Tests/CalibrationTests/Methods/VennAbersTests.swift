import Foundation
import Testing

@testable import Calibration

/// Predictions of the package venn-abers: `Fixtures/venn_abers.py`.
struct VennAbersCase: Decodable, CustomTestStringConvertible {
  var name: String
  var classes: Int
  /// The first half of the rows is fitted.
  var logits: [Float]
  var labels: [Int32]
  /// p₀ and p₁ of the second half.
  var intervals: [Double]?
  var probabilities: [Double]

  var testDescription: String { name }
  var rowCount: Int { labels.count / 2 }

  func fittingData() throws -> LabeledPredictions {
    try LabeledPredictions(
      Predictions(logits, columnCount: classes, kind: .logits),
      labels: labels
    ).rows(0..<rowCount)
  }

  static func all() throws -> [VennAbersCase] {
    try Fixture.load("venn_abers", as: [VennAbersCase].self)
  }
}

@Suite struct VennAbersTests {
  @Test(arguments: try VennAbersCase.all())
  func agreesWithThePeer(golden: VennAbersCase) throws {
    let map = try VennAbers().fit(to: golden.fittingData())
    for row in 0..<golden.rowCount {
      let start = (golden.rowCount + row) * golden.classes
      let logits = golden.logits[start..<(start + golden.classes)].map(Double.init)
      for (column, p) in try map.probabilities(forLogits: logits).enumerated() {
        #expect(
          abs(p - golden.probabilities[row * golden.classes + column]) < 1e-12,
          "row \(row)"
        )
      }
      if let intervals = golden.intervals {
        let range = try map.intervals(forLogits: logits)[1]
        #expect(abs(range.lowerBound - intervals[2 * row]) < 1e-12)
        #expect(abs(range.upperBound - intervals[2 * row + 1]) < 1e-12)
      }
    }
  }

  @Test(arguments: [2, 3, 5])
  func probabilitiesSumToOneAndLieInsideTheirIntervals(classes: Int) throws {
    let data = try Synthetic.labeled(
      by: TemperatureMap(temperature: 2),
      rows: 200,
      classes: classes,
      seed: 3
    )
    let map = try VennAbers().fit(to: data)
    #expect(map.classCount == classes)
    for row in 0..<50 {
      let logits = data.predictions.scores(ofRow: row).map(Double.init)
      let p = try map.probabilities(forLogits: logits)
      #expect(abs(p.reduce(0, +) - 1) < 1e-14)
      #expect(p.allSatisfy { $0 > 0 && $0 < 1 })
      let ranges = try map.intervals(forLogits: logits)
      if classes == 2 {
        #expect(ranges[0].contains(p[0]) && ranges[1].contains(p[1]))
        #expect(abs(ranges[0].lowerBound + ranges[1].upperBound - 1) < 1e-15)
      }
      // One added row moves an isotonic fit by no more than its share allows.
      #expect(ranges.allSatisfy { $0.lowerBound < $0.upperBound })
    }
  }

  /// The fit is monotone in the scores, so scaling them changes nothing.
  @Test func onlyTheOrderOfTheScoresCounts() throws {
    let data = try Synthetic.labeled(
      by: TemperatureMap(temperature: 2),
      rows: 150,
      classes: 2,
      seed: 4
    )
    let scaled = try LabeledPredictions(
      Predictions(
        (0..<150).flatMap { data.predictions.scores(ofRow: $0).map { 8 * $0 } },
        columnCount: 2,
        kind: .logits
      ),
      labels: data.labels
    )
    let (a, b) = try (VennAbers().report(fittingTo: data), VennAbers().report(fittingTo: scaled))
    #expect(a.value == b.value)
    #expect(a.map.predictors[0].upper.values == b.map.predictors[0].upper.values)
  }

  @Test func calibratesWhatIsFarOff() throws {
    // Not never worse, but better where the scores are bad and the rows many.
    for (temperature, seed) in [(0.2, UInt64(1)), (5, 2)] {
      let data = try Synthetic.labeled(
        by: TemperatureMap(temperature: temperature),
        rows: 2_000,
        classes: 3,
        seed: seed
      )
      let fit = try VennAbers().report(fittingTo: data)
      #expect(fit.value < fit.uncalibratedValue)
      #expect(fit.warnings.isEmpty)
    }
    // Few rows that the model has right: the honest answer has less confidence, and more loss.
    let few = try LabeledPredictions(
      Predictions([9, 0, 0, 9], columnCount: 2, kind: .logits),
      labels: [0, 1]
    )
    let fit = try VennAbers().report(fittingTo: few)
    #expect(fit.value > fit.uncalibratedValue)
    #expect(fit.warnings.contains(.fewRows(rows: 2, parameters: 1)))
  }

  @Test func weightsCountRows() throws {
    let (weighted, repeated) = try AwkwardData.weightedAndRepeated()
    #expect(try VennAbers().fit(to: weighted) == VennAbers().fit(to: repeated))
  }

  @Test func sameBitsWhateverTheNumberOfThreads() throws {
    let data = try Synthetic.labeled(
      by: TemperatureMap(temperature: 2),
      rows: 600,
      classes: 4,
      seed: 8
    )
    let maps = try [1, 3].map { limit in
      try Workers.$limit.withValue(limit) { try VennAbers().fit(to: data) }
    }
    #expect(maps[0] == maps[1])
  }

  // MARK: Awkward data

  @Test func oneRowGivesALaplaceEstimate() throws {
    let one = try LabeledPredictions(
      Predictions([0, 1], columnCount: 2, kind: .logits),
      labels: [1]
    )
    let map = try VennAbers().fit(to: one)
    // From the row's score on, p₀ = ½ and p₁ = 1; below it p₀ = 0.
    #expect(abs(try map.probabilities(forLogits: [0, 2])[1] - 1 / 1.5) < 1e-15)
    #expect(abs(try map.probabilities(forLogits: [0, 0])[1] - 0.5) < 1e-15)
  }

  @Test func impossibleClassesStayImpossible() throws {
    let data = try LabeledPredictions(
      Predictions(
        [1, 0, -.infinity, 0, 2, -.infinity, 3, 1, 0, -.infinity, 0, -.infinity],
        columnCount: 3,
        kind: .logits
      ),
      labels: [0, 1, 2, 1]
    )
    let fit = try VennAbers().report(fittingTo: data)
    #expect(fit.value.isFinite)
    let p = try fit.map.probabilities(forLogits: [1, 2, -.infinity])
    #expect(p[2] == 0 && abs(p[0] + p[1] - 1) < 1e-15)
    #expect(try fit.map.probabilities(forLogits: [-.infinity, 7, -.infinity]) == [0, 1, 0])
    let two = try VennAbers().fit(
      to: LabeledPredictions(
        Predictions([-.infinity, 1, 0, 1], columnCount: 2, kind: .logits),
        labels: [1, 0]
      )
    )
    #expect(try two.probabilities(forLogits: [-.infinity, 0]) == [0, 1])
    #expect(try two.intervals(forLogits: [-.infinity, 0]) == [0...0, 1...1])
  }

  @Test func awkwardDataGiveFiniteAnswers() throws {
    try AwkwardData.expectFiniteFits(of: VennAbers())
    for data in try AwkwardData.sets() {
      let fit = try VennAbers().report(fittingTo: data)
      let unseen = data.classCount - Set(data.labels).count
      // A single label is a warning of its own.
      let isSaid = unseen > 0 && unseen < data.classCount - 1
      #expect(fit.warnings.contains(.unseenClasses(count: unseen)) == isSaid)
    }
  }

  @Test func wrongRowsAndFilesAreRefused() throws {
    let map = try VennAbers().fit(
      to: LabeledPredictions(
        Predictions([0, 1], columnCount: 2, kind: .logits),
        labels: [1]
      )
    )
    #expect(throws: PredictionsError.classCount(found: 3, expected: 2)) {
      try map.intervals(forLogits: [1, 2, 3])
    }
    #expect(throws: PredictionsError.notANumber(row: 0, column: 1)) {
      try map.intervals(forLogits: [1, .nan])
    }
    #expect(throws: MapError.problemCount(0)) {
      try JSONDecoder().decode(VennAbersMap.self, from: Data(#"{"predictors": []}"#.utf8))
    }
  }
}
