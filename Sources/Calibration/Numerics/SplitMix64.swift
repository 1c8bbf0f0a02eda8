/// A small, fast generator of random numbers with streams: the same numbers on every machine.
///
/// The resamples of the library are drawn from it, so that a seed brings them back.
///
/// Source: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (OOPSLA 2014).
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// The generator that starts where it is told to.
  public init(state: UInt64) {
    self.state = state
  }

  /// The stream of that number; streams of one seed do not overlap in practice.
  public init(seed: UInt64, stream: UInt64 = 0) {
    self = SplitMix64(state: seed).stream(stream)
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= Self.increment
    return Self.mix(state)
  }

  /// Another generator, which starts at the output that a number has in the sequence of this one. Streams may have
  /// streams.
  public func stream(_ number: UInt64) -> SplitMix64 {
    SplitMix64(state: Self.mix(state &+ Self.increment &* (number &+ 1)))
  }

  private static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
