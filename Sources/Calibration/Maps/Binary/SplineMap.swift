/// A binary map given by a curve: points of probability and calibrated probability, between which it
/// is linear.
///
/// Calibrated probabilities are kept 2⁻⁵³ away from 0 and 1, where the curve is not.
///
/// Source: Gupta, Rahimi, Ajanthan, Mensink, Sminchisescu and Hartley, "Calibration of Neural
/// Networks Using Splines" (ICLR 2021).
public struct SplineMap: BinaryCalibrationMap {
  /// The calibrated probability as a function of the probability.
  public let curve: PiecewiseLinearFunction

  init(unchecked curve: PiecewiseLinearFunction) {
    self.curve = curve
  }

  public var parameterCount: Int { curve.values.count }

  public func calibratedLogOdds(for logOdds: Double) -> Double {
    LogOdds.of(LogOdds.possible(curve.value(at: LogOdds.probability(logOdds))))
  }
}

extension SplineMap {
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    curve = try values(.curve)
    guard curve.isProbability else { throw MapError.steps }
  }
}
