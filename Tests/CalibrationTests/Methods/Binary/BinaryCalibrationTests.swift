import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct BinaryCalibrationTests {
  private let method = BinaryCalibration(IsotonicRegression())

  @Test func fitsThePositiveClass() throws {
    var generator = SeededGenerator(seed: 1)
    let data = try randomPredictions(rows: 200, classes: 2, temperature: 2, using: &generator)
    let fit = try method.fit(to: data)
    let logOdds = (0..<200).map { row in
      let scores = data.predictions.scores(ofRow: row)
      return Double(scores[1]) - Double(scores[0])
    }
    let scores = try BinaryScores(logOdds: logOdds, outcomes: data.labels.map { $0 == 1 })
    #expect(fit.map.map == IsotonicRegression().fit(to: scores).map)
    #expect(abs(fit.value - scores.negativeLogLikelihood(of: fit.map.map)) < 1e-14)
    #expect(abs(fit.uncalibratedValue - scores.negativeLogLikelihood) < 1e-14)
    #expect(fit.value < fit.uncalibratedValue)
    #expect(fit.warnings.isEmpty)
  }

  @Test(arguments: UInt64(0)..<6)
  func neverWorseWhereTheCalibratorPromisesIt(seed: UInt64) throws {
    func expectNeverWorse<Calibrator: BinaryCalibrationMethod>(_ calibrator: Calibrator, classes: Int) throws {
      var generator = SeededGenerator(seed: seed)
      let data = try randomPredictions(
        rows: 40 + 10 * Int(seed),
        classes: classes,
        temperature: [0.4, 1, 3][Int(seed % 3)],
        using: &generator
      )
      let top = try TopLabel(calibrator).fit(to: data)
      #expect(top.value <= top.uncalibratedValue + 1e-14, "\(Calibrator.self), seed \(seed)")
      guard classes == 2 else { return }
      let fit = try BinaryCalibration(calibrator).fit(to: data)
      #expect(fit.value <= fit.uncalibratedValue + 1e-14, "\(Calibrator.self), seed \(seed)")
    }
    for classes in [2, 5] {
      try expectNeverWorse(IsotonicRegression(), classes: classes)
      try expectNeverWorse(PlattScaling(smoothsTargets: false), classes: classes)
      try expectNeverWorse(BetaCalibration(), classes: classes)
      try expectNeverWorse(QuadraticLogisticCalibration(), classes: classes)
    }
  }

  @Test func oneColumnIsTheSame() throws {
    var generator = SeededGenerator(seed: 2)
    let logits = (0..<100).map { _ in Float(generator.normal()) }
    let labels = logits.map { Float.random(in: -1...1, using: &generator) < $0 ? Int32(1) : 0 }
    let one = try LabeledPredictions(Predictions(logits, columnCount: 1, kind: .logits), labels: labels)
    let two = try LabeledPredictions(
      Predictions(logits.flatMap { [0, $0] }, columnCount: 2, kind: .logits),
      labels: labels
    )
    #expect(try method.fit(to: one).map == method.fit(to: two).map)
  }

  @Test func otherNumbersOfClassesAreRefused() throws {
    var generator = SeededGenerator(seed: 3)
    let data = try randomPredictions(rows: 10, classes: 3, using: &generator)
    #expect(throws: PredictionsError.classCount(found: 3, expected: 2)) {
      try method.fit(to: data).map
    }
  }

  @Test func probabilitiesOfZeroAndOne() throws {
    let data = try LabeledPredictions(
      Predictions([0, 1, 1, 0, 0.3], columnCount: 1, kind: .probabilities),
      labels: [0, 1, 0, 1, 1]
    )
    let fit = try method.fit(to: data)
    #expect(fit.value < fit.uncalibratedValue)
    #expect(fit.value.isFinite)
    #expect(fit.warnings.contains(.zeroProbabilities(count: 4)))
    #expect(fit.warnings.contains(.zeroLabelProbabilities(count: 2)))
  }

  @Test func oneRowAndOneLabel() throws {
    let data = try LabeledPredictions(Predictions([0.5], columnCount: 1, kind: .logits), labels: [1])
    let fit = try method.fit(to: data)
    #expect(fit.warnings == [.singleLabel(1), .singleScore])
    // ¾ is Jeffreys' estimate for one event in one row.
    #expect(abs(try fit.map.probabilities(forLogits: [0, 0.5])[1] - 0.75) < 1e-15)
  }
}
