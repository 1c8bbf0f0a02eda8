import Foundation
import Testing

@testable import Calibration

@Suite struct QuadraticLogisticMapTests {
  @Test func isAParabolaInLogOdds() throws {
    let map = try QuadraticLogisticMap(quadratic: -0.5, slope: 2, intercept: 1)
    for (logOdds, expected) in [(0.0, 1.0), (1, 2.5), (2, 3), (4, 1), (-2, -5)] {
      #expect(map.logOdds(logOdds) == expected)
    }
  }

  @Test func squaresThatOverflowAreClipped() throws {
    for (quadratic, slope) in [(0.0, 1.0), (-1, 1), (1, -1e10), (0, 0)] {
      let map = try QuadraticLogisticMap(quadratic: quadratic, slope: slope, intercept: 0)
      for logOdds in [1e300, -1e300] {
        #expect(abs(map.logOdds(logOdds)) == (slope == 0 ? 0 : LogOdds.largest))
      }
    }
  }

  @Test func numbersThatAreNotFiniteAreRefused() throws {
    #expect(throws: MapError.self) {
      try QuadraticLogisticMap(quadratic: .nan, slope: 0, intercept: 0)
    }
    #expect(throws: MapError.self) {
      try QuadraticLogisticMap(quadratic: 0, slope: .infinity, intercept: 0)
    }
    #expect(throws: MapError.self) {
      try QuadraticLogisticMap(quadratic: 0, slope: 0, intercept: .nan)
    }
    #expect(throws: (any Error).self) {
      try QuadraticLogisticMap(json: #"{"slope": 1}"#)
    }
  }
}
