import Calibration
import Foundation

/// SplitMix64: random inputs that a printed seed brings back.
package struct SeededGenerator: RandomNumberGenerator {
  private var bits: SplitMix64

  package init(seed: UInt64) {
    bits = SplitMix64(state: seed)
  }

  package mutating func next() -> UInt64 { bits.next() }

  /// A standard normal variate (Box and Muller).
  package mutating func normal() -> Double {
    let radius = (-2 * log(Double.random(in: Double.leastNonzeroMagnitude..<1, using: &self)))
      .squareRoot()
    return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &self))
  }

  /// Logits of one row: normal with a standard deviation of `spread`.
  package mutating func logits(classes: Int, spread: Double) -> [Double] {
    (0..<classes).map { _ in
      let radius = (-2 * log(1 - Double.random(in: 0..<1, using: &self))).squareRoot()
      return spread * radius * cos(2 * .pi * Double.random(in: 0..<1, using: &self))
    }
  }

  /// A class drawn from probabilities.
  package mutating func label(drawnFrom probabilities: [Double]) -> Int32 {
    var rest = Double.random(in: 0..<1, using: &self)
    let label = probabilities.firstIndex { probability in
      rest -= probability
      return rest < 0
    }
    return Int32(label ?? probabilities.count - 1)
  }
}
