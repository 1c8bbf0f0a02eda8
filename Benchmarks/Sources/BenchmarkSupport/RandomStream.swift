import Calibration
import Foundation

/// Random numbers, the same on every machine.
public struct RandomStream: RandomNumberGenerator {
  private var bits: SplitMix64

  /// From a starting point that a seed and a number determine.
  public init(seed: UInt64, stream: UInt64) {
    // The output before the first of a sequence has the number −1: what the figures of the guides were drawn from.
    bits = SplitMix64(state: seed).stream(.max).stream(stream &- 1)
  }

  /// From a starting point.
  public init(state: UInt64) {
    bits = SplitMix64(state: state)
  }

  public mutating func next() -> UInt64 { bits.next() }

  /// Uniform in (0, 1).
  public mutating func uniform() -> Double { (Double(next() >> 12) + 0.5) * 0x1p-52 }

  /// Two independent standard normal variates (Box and Muller).
  public mutating func normalPair() -> SIMD2<Double> {
    let radius = (-2 * log(uniform())).squareRoot()
    let angle = 2 * Double.pi * uniform()
    return SIMD2(cos(angle), sin(angle)) * radius
  }
}
