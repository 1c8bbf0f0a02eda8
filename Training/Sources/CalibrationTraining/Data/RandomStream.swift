/// Random numbers that depend on a seed, a purpose and up to two counters, and on nothing that was
/// drawn before: what a resumed run needs to be the run that was interrupted.
///
/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), started at a hash of the keys. The arithmetic
/// is spelled out, because the standard library does not promise to draw the same numbers in every
/// version.
package struct RandomStream: RandomNumberGenerator {
  /// What the numbers are for, so that equal seeds do not make different things alike.
  enum Purpose: UInt64 {
    case split = 1
    case order = 2
    case augmentation = 3
    case sampleImage = 4
  }

  private var state: UInt64

  init(seed: UInt64, _ purpose: Purpose, _ first: UInt64 = 0, _ second: UInt64 = 0) {
    self.init(seed: seed, keys: [purpose.rawValue, first, second])
  }

  /// The stream of a seed alone, which the first weights of a network are drawn from.
  package init(seed: UInt64) {
    self.init(seed: seed, keys: [0])
  }

  private init(seed: UInt64, keys: [UInt64]) {
    state = seed
    for key in keys { state = Self.mix(state &+ Self.increment &* (key &+ 1)) }
  }

  package mutating func next() -> UInt64 {
    state &+= Self.increment
    return Self.mix(state)
  }

  /// A number from 0 to `bound` − 1; the deviation from equal chances is below bound · 2⁻⁶⁴.
  mutating func integer(below bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number in [0, 1), a multiple of 2⁻⁵³.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Puts elements into random order (Fisher and Yates).
  mutating func shuffle(_ elements: inout [Int]) {
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, integer(below: last + 1))
    }
  }

  private static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
