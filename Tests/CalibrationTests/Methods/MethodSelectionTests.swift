import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct MethodSelectionTests {
  static let candidates = [
    MethodSelection.Candidate(name: "temperature", method: TemperatureScaling()),
    MethodSelection.Candidate(name: "focal-temperature", method: FocalTemperatureScaling()),
  ]

  @Test func prefersFewerParametersWhereTheyAreEnough() throws {
    // The labels are drawn by a temperature map: γ can only fit noise.
    let data = try Synthetic.labeled(temperature: 1.7, rows: 800, classes: 4, seed: 61)
    let fit = try MethodSelection(among: Self.candidates).fit(to: data)
    let choice = try #require(fit.selections.first)
    #expect(fit.map.maps.first is TemperatureMap)
    #expect(choice.scores.filter(\.isChosen).map(\.name) == ["temperature"])
    #expect(choice.chosen?.name == "temperature")
    #expect(choice.scores.map(\.parameterCount).sorted() == [1, 2])
  }

  @Test func takesTheRicherMethodWhereItIsBetter() throws {
    let data = try Synthetic.labeled(
      by: FocalTemperatureMap(temperature: 1.5, gamma: -0.8),
      rows: 4_000,
      classes: 4,
      seed: 62
    )
    let fit = try MethodSelection(among: Self.candidates).fit(to: data)
    let scores = try #require(fit.selections.first).scores
    #expect(fit.map.maps.first is FocalTemperatureMap)
    // The best comes first, and differs from itself by nothing.
    #expect(scores[0].name == "focal-temperature" && scores[0].difference == 0)
    #expect(scores[1].difference > scores[1].differenceStandardError)
    // The chosen method is fitted on all rows.
    #expect(fit.rowCount == 4_000)
    let direct = try FocalTemperatureScaling().fit(to: data).map
    #expect(fit.map.maps.first as? FocalTemperatureMap == direct)
  }

  @Test(arguments: ProperObjective.allCases)
  func theTableIsThatOfTheLossAskedFor(loss: ProperObjective) throws {
    let data = try Synthetic.labeled(temperature: 1.7, rows: 300, classes: 3, seed: 64)
    let folds = try CrossValidation(foldCount: 3, repeatCount: 2, seed: 9)
    let omission = MethodSelection.Omission(name: "vector", reason: "it has its reasons")
    let selection = MethodSelection(among: Self.candidates, leavingOut: [omission], loss: loss, by: folds)
    let choice = try #require(try selection.fit(to: data).selections.first)
    #expect(choice.loss == loss && choice.crossValidation == folds)
    #expect(choice.omissions == [omission])
    for candidate in Self.candidates {
      // The mean of two repeats, each of which has every row once.
      let direct = try folds.predictions(of: candidate.method, on: data).map { rows in
        let rows = EvaluatedRows(uncalibrated: rows)
        return loss == .brier ? rows.brierScore : rows.negativeLogLikelihood
      }
      let score = try #require(choice.scores.first { $0.name == candidate.name })
      #expect(abs(score.crossValidatedLoss - (direct[0] + direct[1]) / 2) < 1e-12)
    }
  }

  @Test func theErrorTakesAnExamplesOutputsForOne() throws {
    // Five equal outputs for each example: as much is known as from one of them.
    let single = try Synthetic.labeled(temperature: 2.5, rows: 400, classes: 2, seed: 65)
    let scores = try (0..<400).flatMap { row in
      let logits = single.predictions.scores(ofRow: row).map(Double.init)
      let p = try IdentityMap().probabilities(forLogits: logits)[1]
      return [Float](repeating: Float(p), count: 5)
    }
    let repeated = try LabeledPredictions(
      Predictions(scores, labelCount: 5, kind: .probabilities),
      labels: single.labels.flatMap { [Int32](repeating: $0, count: 5) }
    )
    let once = try LabeledPredictions(
      Predictions(stride(from: 0, to: scores.count, by: 5).map { scores[$0] }, columnCount: 1, kind: .probabilities),
      labels: single.labels
    )
    // Maps that no fold changes, so that the folds are of no account.
    let candidates = try [0.5, 3].map {
      MethodSelection.Candidate(name: "\($0)", method: Fixed(try TemperatureMap(temperature: $0)))
    }
    let tables = try [once, repeated].map { data in
      try #require(try MethodSelection(among: candidates).fit(to: data).selections.first).scores
    }
    #expect(tables[0][1].differenceStandardError > 0.01)
    for (one, five) in zip(tables[0], tables[1]) {
      #expect(one.name == five.name)
      #expect(abs(one.difference - five.difference) < 1e-9)
      #expect(abs(one.differenceStandardError - five.differenceStandardError) < 1e-9)
    }
  }

  @Test func aSelectionIsAPartLikeAnother() throws {
    let data = try Synthetic.labeled(temperature: 1.7, rows: 200, classes: 3, seed: 66)
    let method = MethodSelection(among: Self.candidates).then(FocalScaling())
    let fit = try method.fit(to: data)
    #expect(fit.selections.count == 1 && fit.selections[0].scores.count == 2)
    #expect(fit.map.maps.count == 2 && fit.map.maps.last is FocalCalibrationMap)
    #expect(try FocalScaling().fit(to: data).selections.isEmpty)
    #expect(try LaplaceSmoothing(method).fit(to: data).selections == fit.selections)
  }

  @Test func progressTellsOfEveryCandidate() throws {
    let data = try Synthetic.labeled(temperature: 1.7, rows: 60, classes: 3, seed: 67)
    let log = EventLog()
    _ = try MethodSelection(among: Self.candidates).fit(to: data) { log.append($0) }
    for candidate in Self.candidates {
      let events = log.events.filter {
        $0 == .started(candidate: candidate.name) || $0 == .finished(candidate: candidate.name)
      }
      #expect(events == [.started(candidate: candidate.name), .finished(candidate: candidate.name)])
    }
  }

  @Test func tooFewRowsForTheFoldsAreRefused() throws {
    let data = try Synthetic.labeled(temperature: 1.7, rows: 4, classes: 3, seed: 68)
    #expect(throws: PredictionsError.tooFewRows(rows: 4, needed: 5)) {
      try MethodSelection(among: Self.candidates).fit(to: data).map
    }
  }

  @Test func nothingToChooseFrom() throws {
    let data = try Synthetic.labeled(temperature: 1.7, rows: 50, classes: 3, seed: 63)
    let fit = try MethodSelection(among: []).fit(to: data)
    #expect(fit.map.maps.isEmpty && fit.selections.isEmpty)
  }
}

/// A method that has its map already.
private struct Fixed: CalibrationMethod {
  let map: TemperatureMap

  init(_ map: TemperatureMap) {
    self.map = map
  }

  func hash(into hasher: inout Hasher) { hasher.combine(map.temperature) }

  func fit(to data: LabeledPredictions, progress: FitProgressHandler?) throws(PredictionsError) -> Fit<TemperatureMap> {
    Fit(
      map: map,
      parameters: [],
      objective: .negativeLogLikelihood,
      value: 0,
      uncalibratedValue: 0,
      rowCount: data.rowCount,
      classCount: data.classCount,
      warnings: []
    )
  }
}

private final class EventLog: @unchecked Sendable {
  private let lock = NSLock()
  private var list: [FitProgress] = []

  var events: [FitProgress] { lock.withLock { list } }

  func append(_ event: FitProgress) {
    lock.withLock { list.append(event) }
  }
}
