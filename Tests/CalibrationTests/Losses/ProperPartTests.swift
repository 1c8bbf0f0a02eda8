import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct ProperPartTests {
  let p = [0.5, 0.3, 0.2]
  let forecast = [0.2, 0.2, 0.6]

  func logits(_ p: [Double]) -> [Double] { p.map { log($0) } }

  @Test func crossEntropyGivesShannonAndKullbackLeibler() throws {
    let part = CrossEntropy().properPart
    let entropy = -p.map { $0 * log($0) }.reduce(0, +)
    let divergence = zip(p, forecast).map { $0 * log($0 / $1) }.reduce(0, +)
    #expect(abs(try part.entropy(ofLogits: logits(p)) - entropy) <= 1e-15)
    let got = try part.divergence(ofLogits: logits(forecast), from: logits(p))
    #expect(abs(got - divergence) <= 1e-15)
  }

  @Test func brierGivesGiniSimpsonAndTheSquaredDistance() throws {
    let part = BrierLoss().properPart
    let entropy = 1 - p.map { $0 * $0 }.reduce(0, +)
    let divergence = zip(p, forecast).map { ($0 - $1) * ($0 - $1) }.reduce(0, +)
    #expect(abs(try part.entropy(ofLogits: logits(p)) - entropy) <= 1e-15)
    let got = try part.divergence(ofLogits: logits(forecast), from: logits(p))
    #expect(abs(got - divergence) <= 1e-15)
  }

  @Test(arguments: [-0.5, 0.5, 2, 5])
  func focalLossHasAConcaveEntropyAndADivergence(gamma: Double) throws {
    let part = try FocalLoss(gamma: gamma).properPart
    let seed: UInt64 = 41
    var random = SeededGenerator(seed: seed)
    for classes in [2, 3, 6] {
      for _ in 0..<10 {
        let first = random.logits(classes: classes, spread: 2)
        let second = random.logits(classes: classes, spread: 2)
        // Zero for the truth alone.
        #expect(try part.divergence(ofLogits: first, from: first) <= 1e-15)
        #expect(try part.divergence(ofLogits: second, from: first) > 1e-6, "seed \(seed)")
        // The entropy of a mixture exceeds the mean of the entropies.
        let middle = try zip(
          IdentityMap().probabilities(forLogits: first),
          IdentityMap().probabilities(forLogits: second)
        ).map { log(($0 + $1) / 2) }
        let mean =
          try (part.entropy(ofLogits: first) + part.entropy(ofLogits: second)) / 2
        #expect(try part.entropy(ofLogits: middle) > mean, "seed \(seed)")
      }
    }
  }

  @Test func theExpectationIsEntropyPlusDivergence() throws {
    let part = try FocalLoss(gamma: 3).properPart
    let expected = try p.indices.map {
      try p[$0] * part.value(logits: logits(forecast), label: $0)
    }.reduce(0, +)
    let sum =
      try part.entropy(ofLogits: logits(p))
      + part.divergence(ofLogits: logits(forecast), from: logits(p))
    #expect(abs(expected - sum) <= 1e-14)
  }

  @Test func certaintyHasNoEntropyAndImpossibleClassesMayCostEverything() throws {
    let certain: [Double] = [0, -.infinity]
    for entropy in [
      try CrossEntropy().properPart.entropy(ofLogits: certain),
      try FocalLoss(gamma: 2).properPart.entropy(ofLogits: certain),
      try FocalLoss(gamma: -0.5).properPart.entropy(ofLogits: certain),
      try BrierLoss().properPart.entropy(ofLogits: certain),
    ] {
      #expect(entropy == 0)
    }
    let part = try FocalLoss(gamma: 2).properPart
    #expect(try part.divergence(ofLogits: certain, from: [0, 0]) == .infinity)
    #expect(try part.divergence(ofLogits: [0, 0], from: certain) > 0)
    #expect(try BrierLoss().properPart.divergence(ofLogits: certain, from: [0, 0]) == 0.5)
  }

  @Test func badRowsAreRefused() throws {
    let part = try SigmoidFocalLoss(gamma: 2, alpha: 0.25).properPart
    #expect(throws: PredictionsError.classCount(found: 3, expected: 2)) {
      try part.entropy(ofLogits: [1, 2, 3])
    }
    #expect(throws: PredictionsError.labelOutOfRange(row: 0, label: 2, classCount: 2)) {
      try part.value(logits: [1, 2], label: 2)
    }
    #expect(throws: PredictionsError.notANumber(row: 0, column: 0)) {
      try part.value(logits: [.nan, 2], label: 0)
    }
    #expect(throws: PredictionsError.classCount(found: 3, expected: 2)) {
      try CrossEntropy().properPart.divergence(ofLogits: [0, 1, 2], from: [0, 1])
    }
  }
}
