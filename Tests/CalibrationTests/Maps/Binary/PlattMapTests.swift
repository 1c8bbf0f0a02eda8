import Foundation
import Testing

@testable import Calibration

@Suite struct PlattMapTests {
  @Test func isAffineInLogOdds() throws {
    let map = try PlattMap(slope: 0.5, intercept: -1)
    #expect(map.logOdds(4) == 1)
    #expect(try abs(map.probability(for: 0.5) - 1 / (1 + exp(1))) < 1e-15)
  }

  @Test func numbersThatAreNotFiniteAreRefused() throws {
    #expect(throws: MapError.self) { try PlattMap(slope: .nan, intercept: 0) }
    #expect(throws: MapError.self) { try PlattMap(slope: 1, intercept: .infinity) }
    #expect(throws: (any Error).self) {
      try PlattMap(json: #"{"slope": 1}"#)
    }
  }
}
