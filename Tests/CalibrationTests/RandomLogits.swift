import Foundation

extension SeededGenerator {
  /// Logits of one row: normal with a standard deviation of `spread`.
  mutating func logits(classes: Int, spread: Double) -> [Double] {
    (0..<classes).map { _ in
      // Box and Muller.
      let radius = (-2 * log(1 - Double.random(in: 0..<1, using: &self))).squareRoot()
      return spread * radius * cos(2 * .pi * Double.random(in: 0..<1, using: &self))
    }
  }
}
