import TestSupport
import Testing

@testable import Calibration

@Suite struct PoolAdjacentViolatorsTests {
  private func fit(_ values: [(weight: Double, value: Double)]) -> [Double] {
    var pool = PoolAdjacentViolators()
    for (weight, value) in values { pool.append(weight: weight, sum: weight * value) }
    return pool.blocks.flatMap { Array(repeating: $0.mean, count: $0.count) }
  }

  @Test func violatorsShareTheirMean() {
    #expect(fit([(1, 1), (1, 3), (1, 2), (1, 4)]) == [1, 2.5, 2.5, 4])
    #expect(fit([(1, 3), (2, 0), (1, 1)]) == [1, 1, 1])
    #expect(fit([(1, 0), (1, 1)]) == [0, 1])
    #expect(fit([]).isEmpty)
  }

  /// The greatest of the least means: min over b ≥ i of the max over a ≤ i of the mean of a ... b.
  @Test func equalsTheMinMaxFormula() {
    for seed: UInt64 in 1...10 {
      var generator = SeededGenerator(seed: seed)
      let values = (0..<25).map { _ in
        (weight: Double.random(in: 0.1...2, using: &generator), value: Double.random(in: 0...1, using: &generator))
      }
      let fitted = fit(values)
      for index in values.indices {
        let expected =
          (index..<25).map { end in
            (0...index).map { start in
              let part = values[start...end]
              return part.reduce(0) { $0 + $1.weight * $1.value }
                / part.reduce(0) { $0 + $1.weight }
            }.max() ?? 0
          }.min() ?? 0
        #expect(abs(fitted[index] - expected) < 1e-13, "seed \(seed)")
      }
    }
  }
}
