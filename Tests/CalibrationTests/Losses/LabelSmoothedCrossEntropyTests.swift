import Foundation
import Testing

@testable import Calibration

@Suite struct LabelSmoothedCrossEntropyTests {
  @Test func followsItsDefinition() throws {
    let loss = try LabelSmoothedCrossEntropy(smoothing: 0.3)
    let q = [0.2, 0.5, 0.3]
    let value = try loss.value(logits: q.map { log($0) }, label: 1)
    let want = -0.8 * log(0.5) - 0.1 * log(0.2) - 0.1 * log(0.3)
    #expect(abs(value - want) <= 1e-15)
  }

  @Test(arguments: [0, 0.1, 0.9])
  func derivativesAreThoseOfTheValue(smoothing: Double) throws {
    try LossChecks.expectDerivatives(of: LabelSmoothedCrossEntropy(smoothing: smoothing))
    try LossChecks.expectFinite(LabelSmoothedCrossEntropy(smoothing: smoothing))
  }

  @Test(arguments: [0, 0.1, 0.5])
  func theLossIsItsProperPartOfItsMapWhereNothingIsCut(smoothing: Double) throws {
    // Small logits, so that no q is below ε / K.
    let loss = try LabelSmoothedCrossEntropy(smoothing: smoothing)
    try LossChecks.expectDecomposition(of: loss, spread: 0.1)
    try LossChecks.expectProper(loss)
  }

  @Test func itsMapReadsTheMinimiser() throws {
    let loss = try LabelSmoothedCrossEntropy(smoothing: 0.2)
    #expect(!loss.isProper)
    for truth in LossChecks.truths {
      let minimiser = try LossChecks.minimiser(of: loss, under: truth)
      let smoothed = truth.map { 0.8 * $0 + 0.2 / Double(truth.count) }
      let mapped = try loss.calibrationMap.probabilities(forLogits: minimiser.map { log($0) })
      for index in truth.indices {
        #expect(abs(minimiser[index] - smoothed[index]) <= 1e-6)
        #expect(abs(mapped[index] - truth[index]) <= 1e-6)
      }
    }
  }

  @Test func impossibleClassesCostInfinitely() throws {
    let row: [Double] = [1, 0, -.infinity]
    let loss = try LabelSmoothedCrossEntropy(smoothing: 0.1)
    #expect(try loss.value(logits: row, label: 0) == .infinity)
    #expect(try loss.gradient(logits: row, label: 0).allSatisfy { $0.isFinite })
    let plain = try LabelSmoothedCrossEntropy(smoothing: 0)
    #expect(plain.isProper)
    #expect(try plain.value(logits: row, label: 0) == CrossEntropy().value(logits: row, label: 0))
  }

  @Test func smoothingOutOfRangeIsRefused() {
    for smoothing in [-0.1, 1, .nan, .infinity] {
      #expect(throws: LossError.self) { try LabelSmoothedCrossEntropy(smoothing: smoothing) }
    }
  }
}
