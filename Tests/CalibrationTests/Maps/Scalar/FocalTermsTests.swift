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

  @Test(arguments: [-0.9, -0.5, 0, 0.5, 2, 20])
  func derivativesFollowTheirFormulas(gamma: Double) {
    // ∂ ln h/∂γ = −ln(1 − v) − r / (1 + γ r), ∂ ln h/∂u = 1 + γ v / (1 − v) − γ v r′ / (1 + γ r),
    // with r′ = (−ln v − w) / w².
    let step = 1e-6
    for v in [0.01, 0.2, 0.5, 0.7, 0.9] {
      let w = 1 - v
      let terms = FocalTerms(logV: log(v), logW: log(w))
      let byGamma = (terms.logH(gamma: gamma + step) - terms.logH(gamma: gamma - step)) / (2 * step)
      #expect(abs(byGamma - (-log(w) - terms.r / (1 + gamma * terms.r))) <= 1e-8)
      func logH(logV: Double) -> Double {
        FocalTerms(logV: logV, logW: log(1 - exp(logV))).logH(gamma: gamma)
      }
      let byU = (logH(logV: log(v) + step) - logH(logV: log(v) - step)) / (2 * step)
      let bend = v * (-log(v) - w) / (w * w) / (1 + gamma * terms.r)
      #expect(abs(byU - (1 + gamma * v / w - gamma * bend)) <= 1e-7 * max(1, abs(byU)))
    }
  }

  @Test func atGammaMinusOneTheLimitIsTwo() {
    for logOdds in [40.0, 700, 1e4] {
      #expect(abs(FocalTerms(logOdds: logOdds).logH(gamma: -1) - log(2.0)) <= 1e-11)
    }
  }

  @Test(arguments: [-1, -0.99, -0.75, -0.5, -0.25, 0, 0.5, 2, 100])
  func theLikelierOfTwoClassesStaysLikelier(gamma: Double) {
    var last = -Double.infinity
    for logOdds in stride(from: 0.05, through: 40, by: 0.05) {
      let likelier = FocalTerms(logOdds: logOdds).logH(gamma: gamma)
      #expect(likelier > FocalTerms(logOdds: -logOdds).logH(gamma: gamma))
      // For γ ≥ 0, h ascends all the way.
      if gamma >= 0 { #expect(likelier >= last) }
      last = likelier
    }
  }
}
