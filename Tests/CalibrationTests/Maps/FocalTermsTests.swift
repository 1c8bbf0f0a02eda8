import Foundation
import Testing

@testable import Calibration

@Suite struct FocalTermsTests {
  @Test func agreesWithTheDefinitionInTheMiddle() {
    for v in [0.05, 0.3, 0.5, 0.8, 0.96] {
      let terms = FocalTerms(logOdds: log(v / (1 - v)))
      let r = -v * log(v) / (1 - v)
      #expect(abs(terms.logV - log(v)) <= 1e-14)
      #expect(abs(terms.logW - log(1 - v)) <= 1e-14)
      #expect(abs(terms.r - r) <= 1e-14)
      #expect(abs(terms.logDamping(gamma: 2) - log(1 + 2 * r)) <= 1e-14)
    }
  }

  @Test func holdsAtTheEnds() {
    // 1 − r = w / 2 to first order, so ln(1 − r) = −λ − ln 2.
    let confident = FocalTerms(logOdds: 1e4)
    #expect(confident.logV == 0 && confident.logW == -1e4 && confident.r == 1)
    #expect(abs(confident.logDamping(gamma: -1) + 1e4 + log(2.0)) <= 1e-11)
    let hopeless = FocalTerms(logOdds: -1e4)
    #expect(hopeless.logV == -1e4 && hopeless.logW == 0 && hopeless.r == 0)
    #expect(hopeless.logH(gamma: 5) == -1e4)
  }

  @Test func theSeriesNearOneMeetsTheFormula() {
    // The two ways to compute 1 − r meet at w = 0.05.
    let below = FocalTerms(logV: log(0.95 + 1e-12), logW: log(0.05 - 1e-12))
    let above = FocalTerms(logV: log(0.95 - 1e-12), logW: log(0.05 + 1e-12))
    #expect(abs(below.logDamping(gamma: -1) - above.logDamping(gamma: -1)) <= 1e-10)
  }
}
