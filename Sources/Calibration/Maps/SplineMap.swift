import Foundation

/// Calibration by a curve per binary problem, given by points between which it is linear.
///
/// Two classes are one problem, that of class 1. With more, each class against all others is one, and
/// the probabilities are divided by their sum. The order of the classes may change. Probabilities are
/// kept 2⁻⁵³ away from 0 and 1; a class whose logit is −∞ stays impossible.
///
/// Source: Gupta, Rahimi, Ajanthan, Mensink, Sminchisescu and Hartley, "Calibration of Neural
/// Networks Using Splines" (ICLR 2021).
public struct SplineMap: CalibrationMap, Codable {
  /// For class 1 of two, or for each class of three or more: the calibrated probability, before
  /// normalisation, as a function of the probability.
  public let curves: [PiecewiseLinearFunction]

  public var classCount: Int? { curves.count == 1 ? 2 : curves.count }

  init(unchecked curves: [PiecewiseLinearFunction]) {
    self.curves = curves
  }

  public var parameterCount: Int { curves.reduce(0) { $0 + $1.values.count } }

  public func transform(_ block: LogitBlock) {
    block.calibrateProblems(curves.count) { curves[$0].value(at: sigmoid($1)) }
  }
}

extension SplineMap {
  private enum CodingKeys: String, CodingKey {
    case curves
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    curves = try container.decode([PiecewiseLinearFunction].self, forKey: .curves)
    guard curves.count == 1 || curves.count > 2 else { throw MapError.problemCount(curves.count) }
    guard curves.allSatisfy(\.isProbability) else { throw MapError.steps }
  }
}
