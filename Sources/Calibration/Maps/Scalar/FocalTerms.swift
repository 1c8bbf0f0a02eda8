import CMath
import CalibrationKernels

/// What focal loss and its calibration map need to know of one probability v, exact also where v or
/// 1 − v vanishes.
struct FocalTerms {
  /// ln v.
  let logV: Double
  /// ln(1 − v).
  let logW: Double

  init(logV: Double, logW: Double) {
    self.logV = logV
    self.logW = logW
  }

  /// v is the probability whose log-odds are given.
  init(logOdds: Double) {
    let small = log1p(exp(-abs(logOdds)))
    logV = min(logOdds, 0) - small
    logW = min(-logOdds, 0) - small
  }

  /// r(v) = −v ln v / (1 − v), from 0 at v = 0 to 1 at v = 1.
  var r: Double { -expm1(logDamping(gamma: -1)) }

  /// ln(1 + γ r(v)).
  func logDamping(gamma: Double) -> Double {
    ck_focal_log_damping(logV, logW, gamma)
  }

  /// ln h(v).
  func logH(gamma: Double) -> Double {
    logV - gamma * logW - logDamping(gamma: gamma)
  }
}
