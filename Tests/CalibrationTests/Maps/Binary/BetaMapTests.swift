import Foundation
import Testing

@testable import Calibration

@Suite struct BetaMapTests {
  @Test func followsItsFormula() throws {
    let map = try BetaMap(a: 1.5, b: 0.5, c: -0.25)
    for p in [0.01, 0.3, 0.5, 0.99] {
      let expected = 1.5 * log(p) - 0.5 * log(1 - p) - 0.25
      #expect(abs(map.logOdds(LogOdds.of(p)) - expected) < 1e-14)
    }
  }

  @Test func slopesOfBothEnds() throws {
    let map = try BetaMap(a: 2, b: 0.5, c: 1)
    #expect(map.logOdds(-1000) == -1999)
    #expect(map.logOdds(1000) == 501)
  }

  @Test func badNumbersAreRefused() throws {
    #expect(throws: MapError.self) { try BetaMap(a: -1, b: 0, c: 0) }
    #expect(throws: MapError.self) { try BetaMap(a: 1, b: .nan, c: 0) }
    #expect(throws: MapError.self) { try BetaMap(a: 1, b: 1, c: .infinity) }
    #expect(throws: MapError.self) {
      try BetaMap(json: #"{"a": 1, "b": -1, "c": 0}"#)
    }
  }
}
