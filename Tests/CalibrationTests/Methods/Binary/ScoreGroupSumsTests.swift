import Foundation
import Testing

@testable import Calibration

@Suite struct ScoreGroupSumsTests {
  private func sums(_ weights: [Double]) -> ScoreGroupSums {
    ScoreGroupSums(
      weights.enumerated().map {
        ScoreGroup(score: Double($0.offset), weight: $0.element, positive: $0.element / 4)
      }
    )
  }

  @Test func cutsRowsAsArraySplitDoes() {
    // Ten rows in four bins: 3, 3, 2, 2.
    #expect(sums(Array(repeating: 1, count: 10)).equalMassCuts(binCount: 4) == [3, 6, 8])
    // Fewer rows than bins: one bin each.
    #expect(sums([1, 1, 1]).equalMassCuts(binCount: 10) == [1, 2])
    // The cut at 5 falls into the group of 6 rows, which goes to the lower bin.
    #expect(sums([2, 6, 2]).equalMassCuts(binCount: 2) == [2])
    #expect(sums([0.5, 0.25, 0.25, 0.5]).equalMassCuts(binCount: 3) == [1, 3])
    #expect(sums([]).equalMassCuts(binCount: 3) == [])
    #expect(sums([1, 1]).equalMassCuts(binCount: 1) == [])
  }

  @Test func sumsRanges() {
    let sums = sums([1, 2, 4])
    #expect(ScoreGroupSums.sum(sums.weights, 0..<3) == 7)
    #expect(ScoreGroupSums.sum(sums.weights, 1..<2) == 2)
    #expect(ScoreGroupSums.sum(sums.positives, 1..<3) == 1.5)
    #expect(ScoreGroupSums.sum(sums.positives, 2..<2) == 0)
  }

  @Test func middlesAreHalfWayInProbability() {
    let middle = ScoreGroupSums.middle(log(0.2 / 0.8), log(0.6 / 0.4))
    #expect(abs(LogOdds.probability(middle) - 0.4) < 1e-15)
    // Where probabilities round to one, still between the two.
    for (low, high) in [(700.0, 800.0), (-800, -700), (1e300, 1e301), (1, 1.0.nextUp)] {
      let middle = ScoreGroupSums.middle(low, high)
      #expect(middle >= low && middle < high)
    }
  }
}
