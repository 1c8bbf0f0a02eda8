import TestSupport
import Testing

@testable import Calibration

@Suite struct ScoreGroupRadixSortTests {
  /// Few groups are compared, many are sorted by digits.
  @Test(arguments: [0, 1, 2, 256, 257, 3000])
  func sortsAsComparingDoes(count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    let extremes = [
      -Double.greatestFiniteMagnitude, .greatestFiniteMagnitude, -.leastNonzeroMagnitude,
      .leastNonzeroMagnitude, 0, -1e12, 1e12, 1, 1.0.nextUp, -1,
    ]
    let groups = (0..<count).map { index in
      // Ties, neighbours and numbers of every size; the weight tells equal scores apart.
      let score =
        switch index % 4 {
        case 0: (generator.normal() * 4).rounded()
        case 1: generator.normal() * 1e3
        case 2: 3 + Double.random(in: 0..<1e-9, using: &generator)
        default: extremes[index % extremes.count]
        }
      return ScoreGroup(score: score, weight: Double(index + 1), positive: 0)
    }
    let sorted = groups.sortedByScore()
    let expected = groups.sorted { ($0.score, $0.weight) < ($1.score, $1.weight) }
    #expect(sorted.elementsEqual(expected))
  }

  @Test func negativeZeroIsZero() {
    let scores = (0..<600).map { $0.isMultiple(of: 2) ? 0.0 : -0.0 }
    let groups = ScoreGroup.groups(scores: scores, isPositive: { _ in true }, weights: nil, areEqual: ==)
    #expect(groups.count == 1 && groups[0].weight == 600)
  }
}
