import Foundation

/// SplitMix64: the same numbers on every machine.
public struct RandomStream: RandomNumberGenerator {
  private var state: UInt64

  /// From a starting point that a seed and a number determine.
  public init(seed: UInt64, stream: UInt64) {
    self.init(state: Self.mix(Self.mix(seed) &+ stream &* Self.increment))
  }

  /// From a starting point.
  public init(state: UInt64) {
    self.state = state
  }

  public mutating func next() -> UInt64 {
    state &+= Self.increment
    return Self.mix(state)
  }

  /// Uniform in (0, 1).
  public mutating func uniform() -> Double { (Double(next() >> 12) + 0.5) * 0x1p-52 }

  /// Two independent standard normal variates (Box and Muller).
  public mutating func normalPair() -> SIMD2<Double> {
    let radius = (-2 * log(uniform())).squareRoot()
    let angle = 2 * Double.pi * uniform()
    return SIMD2(cos(angle), sin(angle)) * radius
  }

  private static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
