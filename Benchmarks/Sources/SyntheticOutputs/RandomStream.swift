import Foundation

/// SplitMix64 from a starting point that a seed and a number determine.
public struct RandomStream {
  private var state: UInt64

  public init(seed: UInt64, stream: UInt64) {
    state = Self.mix(Self.mix(seed) &+ stream &* 0x9E37_79B9_7F4A_7C15)
  }

  /// Uniform in (0, 1).
  public mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    return (Double(Self.mix(state) >> 12) + 0.5) * 0x1p-52
  }

  /// Two independent standard normal variates (Box and Muller).
  public mutating func normalPair() -> SIMD2<Double> {
    let radius = (-2 * log(uniform())).squareRoot()
    let angle = 2 * Double.pi * uniform()
    return SIMD2(cos(angle), sin(angle)) * radius
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
