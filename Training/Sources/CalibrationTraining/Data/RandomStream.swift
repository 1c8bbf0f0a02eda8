import Calibration

/// Random numbers that depend on a seed, a purpose and up to two counters, and on nothing that was
/// drawn before: what a resumed run needs to be the run that was interrupted.
///
/// The arithmetic is spelled out, because the standard library does not promise to draw the same numbers
/// in every version.
package struct RandomStream: RandomNumberGenerator {
  /// What the numbers are for, so that equal seeds do not make different things alike.
  enum Purpose: UInt64 {
    case split = 1
    case order = 2
    case augmentation = 3
    case sampleImage = 4
  }

  private var bits: SplitMix64

  init(seed: UInt64, _ purpose: Purpose, _ first: UInt64 = 0, _ second: UInt64 = 0) {
    self.init(seed: seed, keys: [purpose.rawValue, first, second])
  }

  /// The stream of a seed alone, which the first weights of a network are drawn from.
  package init(seed: UInt64) {
    self.init(seed: seed, keys: [0])
  }

  private init(seed: UInt64, keys: [UInt64]) {
    bits = keys.reduce(SplitMix64(state: seed)) { $0.stream($1) }
  }

  package mutating func next() -> UInt64 { bits.next() }

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
}
