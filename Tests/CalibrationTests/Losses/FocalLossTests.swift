import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct FocalLossTests {
  static let gammas = [-0.5, 0.5, 1, 2, 5]

  @Test(arguments: gammas)
  func followsItsDefinition(gamma: Double) throws {
    let loss = try FocalLoss(gamma: gamma)
    for q in [1e-6, 0.1, 0.5, 0.9, 0.999] {
      let value = try loss.value(logits: [log(q), log(1 - q)], label: 0)
      let want = -pow(1 - q, gamma) * log(q)
      #expect(abs(value - want) <= 1e-12 * want)
    }
  }

  @Test func gammaZeroIsCrossEntropy() throws {
    let loss = try FocalLoss(gamma: 0)
    let seed: UInt64 = 21
    var random = SeededGenerator(seed: seed)
    #expect(loss.isProper)
    for spread in [1.0, 30, 3000] {
      let logits = random.logits(classes: 5, spread: spread)
      for label in 0..<5 {
        let pairs = try [
          ([loss.value(logits: logits, label: label)], [CrossEntropy().value(logits: logits, label: label)]),
          (loss.gradient(logits: logits, label: label), CrossEntropy().gradient(logits: logits, label: label)),
          (loss.hessian(logits: logits, label: label), CrossEntropy().hessian(logits: logits, label: label)),
        ]
        for (got, want) in pairs.flatMap({ zip($0, $1) }) {
          #expect(abs(got - want) <= 1e-12 * abs(want), "seed \(seed), \(logits), \(label)")
        }
      }
    }
  }

  @Test(arguments: gammas + [-0.99, 100])
  func derivativesAreThoseOfTheValue(gamma: Double) throws {
    try LossChecks.expectDerivatives(of: FocalLoss(gamma: gamma))
    try LossChecks.expectFinite(FocalLoss(gamma: gamma))
  }

  @Test(arguments: [-0.9, -0.5, 0.5, 2])
  func confidentRowsFollowTheirLimit(gamma: Double) throws {
    // With w = 1 − q_y → 0 the loss is w^(1+γ), the slope −(1 + γ) w^(1+γ) and the curvature
    // (1 + γ)² w^(1+γ): for γ < 0 all far larger than w, and still exact.
    let loss = try FocalLoss(gamma: gamma)
    for logit in [60.0, 200] {
      let logits = [logit, 0]
      let want = exp(-(1 + gamma) * logit)
      #expect(abs(try loss.value(logits: logits, label: 0) / want - 1) <= 1e-12)
      let gradient = try loss.gradient(logits: logits, label: 0)
      #expect(abs(gradient[0] / (-(1 + gamma) * want) - 1) <= 1e-12)
      #expect(abs(gradient[1] / ((1 + gamma) * want) - 1) <= 1e-12)
      for value in try loss.hessian(logits: logits, label: 0) {
        #expect(abs(abs(value) / ((1 + gamma) * (1 + gamma) * want) - 1) <= 1e-12)
      }
    }
  }

  @Test func aMissedLabelCostsItsLogOdds() throws {
    let loss = try FocalLoss(gamma: 3)
    #expect(try loss.value(logits: [1e4, -1e4], label: 1) == 2e4)
    let gradient = try loss.gradient(logits: [1e4, -1e4], label: 1)
    #expect(gradient == [1, -1])
  }

  @Test func theOnlyPossibleClassCostsNothing() throws {
    for gamma in Self.gammas {
      let loss = try FocalLoss(gamma: gamma)
      let logits: [Double] = [-.infinity, 3, -.infinity]
      #expect(try loss.value(logits: logits, label: 1) == 0)
      #expect(try loss.gradient(logits: logits, label: 1).allSatisfy { $0 == 0 })
      #expect(try loss.hessian(logits: logits, label: 1).allSatisfy { $0 == 0 })
    }
  }

  @Test(arguments: gammas + [-0.9, 20])
  func theLossIsItsProperPartOfItsMap(gamma: Double) throws {
    try LossChecks.expectDecomposition(of: FocalLoss(gamma: gamma))
  }

  @Test(arguments: gammas)
  func theProperPartIsProper(gamma: Double) throws {
    try LossChecks.expectProper(FocalLoss(gamma: gamma))
  }

  @Test(arguments: gammas)
  func isNotProperButItsMapMakesItSo(gamma: Double) throws {
    let loss = try FocalLoss(gamma: gamma)
    #expect(!loss.isProper)
    for truth in LossChecks.truths {
      let minimiser = try LossChecks.minimiser(of: loss, under: truth)
      #expect(zip(minimiser, truth).contains { abs($0 - $1) > 1e-3 }, "\(truth)")
      let mapped = try loss.calibrationMap.probabilities(forLogits: minimiser.map { log($0) })
      for (got, want) in zip(mapped, truth) {
        #expect(abs(got - want) <= 1e-6, "\(truth)")
      }
    }
  }

  @Test func gammaOutOfRangeIsRefused() {
    for gamma in [-1, -2, .nan, .infinity] {
      #expect(throws: LossError.self) { try FocalLoss(gamma: gamma) }
    }
  }
}
