import Foundation
import Testing

@testable import Calibration

@Suite struct BinomialSamplerTests {
  /// Small, with parts, with the rarer outcome counted, and above what is drawn exactly.
  @Test(arguments: [(1, 0.3), (7, 0.85), (400, 0.4), (5_000, 0.01), (90_000, 0.6)])
  func meanAndVarianceAreTheBinomial(trials: Double, probability: Double) {
    let sampler = BinomialSampler(trials: trials, probability: probability)
    var generator = SplitMix64(seed: 5)
    let count = 4_000.0
    let draws = (0..<Int(count)).map { _ in sampler.next(using: &generator) }
    #expect(draws.allSatisfy { $0 >= 0 && $0 <= trials && $0 == $0.rounded() })
    let variance = trials * probability * (1 - probability)
    let mean = draws.reduce(0, +) / count
    // Four standard errors of a mean, and of a variance of nearly normal or two-valued draws.
    #expect(abs(mean - trials * probability) < 4 * (variance / count).squareRoot())
    let found = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    #expect(abs(found / variance - 1) < 4 * (2 / count).squareRoot() + 0.01)
  }

  @Test func theDistributionIsThatOfFewTrials() {
    let sampler = BinomialSampler(trials: 3, probability: 0.7)
    var generator = SplitMix64(seed: 2)
    var counts = [Double](repeating: 0, count: 4)
    for _ in 0..<10_000 { counts[Int(sampler.next(using: &generator))] += 1 }
    for (found, expected) in zip(counts, [0.027, 0.189, 0.441, 0.343]) {
      // Four standard errors of a share of 10,000 draws are at most 0.02.
      #expect(abs(found / 10_000 - expected) < 0.02)
    }
  }

  @Test func certaintyIsCertain() {
    var generator = SplitMix64(seed: 1)
    for trials in [1, 50, 1e12] {
      #expect(BinomialSampler(trials: trials, probability: 0).next(using: &generator) == 0)
      #expect(BinomialSampler(trials: trials, probability: 1).next(using: &generator) == trials)
    }
  }
}
