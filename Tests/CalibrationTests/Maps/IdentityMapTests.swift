import Foundation
import Testing

@testable import Calibration

@Suite struct IdentityMapTests {
  @Test func normalises() throws {
    let row = try IdentityMap().probabilities(forLogits: [log(3.0) + 7, 7, 7])
    for (got, want) in zip(row, [0.6, 0.2, 0.2]) {
      #expect(abs(got - want) <= 1e-15)
    }
  }

  @Test func keepsTheLogarithmOfAProbabilityNearOne() throws {
    let row = try IdentityMap().logProbabilities(forLogits: [100, 0])
    #expect(abs(row[0] / -exp(-100) - 1) <= 1e-14)
  }

  @Test func isItsOwnInverse() {
    #expect(IdentityMap().inverse == IdentityMap())
  }
}
