import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct OneVersusRestTests {
  private let method = OneVersusRest(IsotonicRegression())

  @Test func fitsEveryClassAgainstTheRest() throws {
    var generator = SeededGenerator(seed: 1)
    let data = try randomPredictions(
      rows: 300,
      classes: 3,
      temperature: 2,
      weights: (0..<300).map { Double($0 % 3) },
      using: &generator
    )
    let fit = try method.fit(to: data)
    for index in 0..<3 {
      let logOdds = (0..<300).map { row in
        let scores = data.predictions.scores(ofRow: row).map(Double.init)
        let others = (0..<3).filter { $0 != index }.map { exp(scores[$0]) }
        return scores[index] - log(others.reduce(0, +))
      }
      let scores = try BinaryScores(
        logOdds: logOdds,
        outcomes: data.labels.map { $0 == Int32(index) },
        weights: data.weights
      )
      let map = IsotonicRegression().fit(to: scores).map
      for query in stride(from: -6.0, through: 3, by: 0.25) {
        let found = fit.map.maps[index].logOdds(query)
        // The two sets of log-odds differ by rounding.
        #expect(abs(found - map.logOdds(query)) < 1e-9, "class \(index) at \(query)")
      }
    }
    let rows = try EvaluatedRows(of: fit.map, on: data)
    #expect(fit.value == rows.negativeLogLikelihood)
    #expect(fit.value < fit.uncalibratedValue)
  }

  /// A row's log-odds have the same bits in the fit and in the map, so that every class gets the same.
  @Test(arguments: [2, 3, 10])
  func theMapMeetsTheScoresOfTheFit(classCount: Int) throws {
    var generator = SeededGenerator(seed: 18)
    let data = try LabeledPredictions(
      Predictions(
        generator.logits(classes: 1_000 * classCount, spread: 2).map { Float($0) },
        columnCount: classCount,
        kind: .logits
      ),
      labels: (0..<1_000).map { Int32($0 % classCount) }
    )
    let map = try OneVersusRest(KnownScores()).fit(to: data).map
    let share = 1 / Float(classCount)
    for row in 0..<1_000 {
      let logits = data.predictions.scores(ofRow: row).map(Double.init)
      for p in try map.probabilities(forLogits: logits) {
        #expect(abs(Float(p) - share) < 1e-6, "row \(row)")
      }
    }
    let all = try map.probabilities(for: data.predictions)
    all.withUnsafeScores { #expect($0.allSatisfy { abs($0 - share) < 1e-6 }) }
  }

  @Test func twoClassesAreMirrorImages() throws {
    var generator = SeededGenerator(seed: 4)
    let data = try randomPredictions(rows: 200, classes: 2, using: &generator)
    let rest = try method.fit(to: data).map
    let binary = try BinaryCalibration(IsotonicRegression()).fit(to: data).map
    for logit in stride(from: -5.0, through: 5, by: 0.1) {
      let one = try rest.probabilities(forLogits: [0, logit])[1]
      #expect(try abs(one - binary.probabilities(forLogits: [0, logit])[1]) < 1e-12)
    }
  }

  @Test func classesWithoutRowsAndImpossibleOnes() throws {
    let infinity = Float.infinity
    let data = try LabeledPredictions(
      Predictions(
        [1, 0, -1, -infinity, 0, 1, -1, -infinity, 0, -infinity, -infinity, -infinity, 1, 1, 2, 0],
        columnCount: 4,
        kind: .logits
      ),
      labels: [0, 1, 0, 1]
    )
    let fit = try method.fit(to: data)
    #expect(fit.warnings.contains(.unseenClasses(count: 2)))
    #expect(!fit.warnings.contains { if case .singleLabel = $0 { true } else { false } })
    #expect(fit.value.isFinite)
    let p = try fit.map.probabilities(forLogits: [0, -.infinity, 4, 1])
    #expect(p[1] == 0)
    #expect(abs(p.reduce(0, +) - 1) < 1e-15)
  }

  @Test func aThousandClasses() throws {
    var generator = SeededGenerator(seed: 5)
    let logits = (0..<60).flatMap { _ in generator.logits(classes: 1000, spread: 2) }.map(Float.init)
    let data = try LabeledPredictions(
      Predictions(logits, columnCount: 1000, kind: .logits),
      labels: (0..<60).map { Int32($0 * 16) }
    )
    let fit = try method.fit(to: data)
    #expect(fit.map.maps.count == 1000)
    #expect(fit.warnings.contains(.unseenClasses(count: 940)))
    #expect(fit.value.isFinite)
  }

  @Test func parametersAreNamedByClass() throws {
    var generator = SeededGenerator(seed: 7)
    let data = try randomPredictions(rows: 200, classes: 3, using: &generator)
    let fit = try OneVersusRest(PlattScaling()).fit(to: data)
    #expect(
      fit.parameters.map(\.name) == [
        "slope[0]", "intercept[0]", "slope[1]", "intercept[1]", "slope[2]", "intercept[2]",
      ]
    )
    #expect(fit.parameters[2].value == fit.map.maps[1].slope)
  }

  @Test func sameBitsWhateverTheNumberOfThreads() throws {
    var generator = SeededGenerator(seed: 6)
    let data = try randomPredictions(rows: 600, classes: 5, using: &generator)
    let one = try Workers.$limit.withValue(1) { try method.fit(to: data).map }
    #expect(try method.fit(to: data).map == one)
  }
}
