/// A small, fast generator of random numbers, whose streams are given by a seed and a stream number.
///
/// Source: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (OOPSLA 2014).
package struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  /// The stream of that number; streams of one seed do not overlap in practice.
  package init(seed: UInt64, stream: UInt64 = 0) {
    // A stream starts at the output that its number has in the sequence of the seed.
    state = Self.mix(seed &+ Self.increment &* (stream &+ 1))
  }

  /// The next 64 random bits.
  package mutating func next() -> UInt64 {
    state &+= Self.increment
    return Self.mix(state)
  }

  private static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
