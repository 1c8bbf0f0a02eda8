import Foundation
import Testing

@testable import Calibration

@Suite struct TopLabelMapTests {
  @Test func sharesTheRestInProportion() throws {
    let binary = AffineLogOdds(slope: 0.5, intercept: 0.1)
    let found = try TopLabelMap(binary).probabilities(forLogits: [0.2, 0.7, 0.1].map(log))
    let confidence = try binary.probability(for: 0.7)
    for (found, expected) in zip(found, [(1 - confidence) * 2 / 3, confidence, (1 - confidence) / 3]) {
      #expect(abs(found - expected) < 1e-15)
    }
  }

  @Test func theFirstOfEqualsLeads() throws {
    let found = try TopLabelMap(AffineLogOdds(intercept: 1)).probabilities(forLogits: [2, 2])
    #expect(found[0] > 0.7)
  }

  @Test func impossibleAndCertainClasses() throws {
    let map = TopLabelMap(AffineLogOdds(slope: 0))
    #expect(try map.probabilities(forLogits: [-.infinity, 1, -.infinity]) == [0, 1, 0])
    #expect(try map.probabilities(forLogits: [-.infinity, 1, 0]) == [0, 0.5, 0.5])
  }

  @Test func extremeConfidencesKeepTheirDigits() throws {
    let row = try TopLabelMap(AffineLogOdds(slope: 0.5)).logProbabilities(forLogits: [200, 0, -1])
    #expect(abs(row[0] / -exp(-100 + log1p(exp(-1)) / 2) - 1) < 1e-12)
    #expect(abs(row[1] - row[2] - 1) < 1e-12)
    for score in try TopLabelMap(RulingOut()).logProbabilities(forLogits: [200, 0, -1]) {
      #expect(!score.isNaN)
    }
  }

  @Test func survivesCoding() throws {
    let map = TopLabelMap(AffineLogOdds(slope: 2, intercept: -1))
    try expectRoundTrip(of: map)
  }
}
