import CMath

/// How numbers become places along an axis.
public struct AxisScale: Sendable, Hashable {
  /// What lies equally far apart.
  public enum Kind: Sendable, Hashable {
    /// Equal differences.
    case linear
    /// Equal ratios; the numbers must be positive.
    case logarithmic
  }

  /// What lies equally far apart.
  public let kind: Kind
  /// The number at the start of the axis.
  public let lower: Double
  /// The number at its end, above ``lower``.
  public let upper: Double

  /// A linear scale from one number to another.
  ///
  /// Numbers in the wrong order are exchanged; equal ones are moved apart by a half, or by a tenth of
  /// their size where that is more; without finite numbers the scale is that from 0 to 1.
  public static func linear(_ lower: Double, _ upper: Double) -> AxisScale {
    guard lower.isFinite, upper.isFinite else { return AxisScale(.linear, 0, 1) }
    guard lower != upper else {
      let margin = max(0.5, abs(lower) / 10)
      return AxisScale(.linear, lower - margin, lower + margin)
    }
    return AxisScale(.linear, min(lower, upper), max(lower, upper))
  }

  /// A logarithmic scale from one positive number to another.
  ///
  /// Numbers in the wrong order are exchanged; equal ones are moved apart by a factor of two to each
  /// side; without positive finite numbers the scale is that from 1 to 10.
  public static func logarithmic(_ lower: Double, _ upper: Double) -> AxisScale {
    guard lower.isFinite, upper.isFinite, lower > 0, upper > 0 else {
      return AxisScale(.logarithmic, 1, 10)
    }
    guard lower != upper else { return AxisScale(.logarithmic, lower / 2, lower * 2) }
    return AxisScale(.logarithmic, min(lower, upper), max(lower, upper))
  }

  /// A linear scale with round ends that holds all the finite numbers given.
  public static func linear(covering values: some Sequence<Double>) -> AxisScale {
    let finite = values.filter(\.isFinite)
    let scale = linear(finite.min() ?? .nan, finite.max() ?? .nan)
    let step = TickMarks.niceStep(covering: scale.upper - scale.lower, count: 6)
    // Rounding must not add a step to an end that is round already.
    return linear(
      min((scale.lower / step + 1e-9).rounded(.down) * step, scale.lower),
      max((scale.upper / step - 1e-9).rounded(.up) * step, scale.upper)
    )
  }

  private init(_ kind: Kind, _ lower: Double, _ upper: Double) {
    self.kind = kind
    self.lower = lower
    self.upper = upper
  }

  /// Where a number lies: 0 at ``lower``, 1 at ``upper``; not finite where the scale has no place
  /// for it.
  public func position(of value: Double) -> Double {
    switch kind {
    case .linear: (value - lower) / (upper - lower)
    case .logarithmic:
      value > 0 ? log(value / lower) / log(upper / lower) : value == 0 ? -.infinity : .nan
    }
  }

  /// The number at a position, the inverse of ``position(of:)``.
  public func value(at position: Double) -> Double {
    switch kind {
    case .linear: lower + position * (upper - lower)
    case .logarithmic: lower * pow(upper / lower, position)
    }
  }
}
