import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct CosineSumsTests {
  @Test(arguments: [1, 2, 8, 32])
  func equalTheirDefinition(count: Int) {
    var generator = SeededGenerator(seed: 5)
    let terms = (0...count).map { _ in Double.random(in: -1...1, using: &generator) }
    // Room for more, so that tables are used in part.
    let sums = CosineSums(intervalCount: 64)(terms)
    for (index, sum) in sums.enumerated() {
      var expected = terms[0]
      for k in 1..<max(count, 1) {
        expected += 2 * terms[k] * cos(Double.pi * Double(k * index) / Double(count))
      }
      expected += terms[count] * (index.isMultiple(of: 2) ? 1 : -1)
      // Some sixty terms of order 1.
      #expect(abs(sum - expected) < 1e-13)
    }
    #expect(sums.count == count + 1)
  }

  @Test func twiceIsTheIdentity() {
    var generator = SeededGenerator(seed: 6)
    let transform = CosineSums(intervalCount: 256)
    let terms = (0...256).map { _ in Double.random(in: -1...1, using: &generator) }
    for (term, back) in zip(terms, transform(transform(terms))) {
      #expect(abs(back / 512 - term) < 1e-14)
    }
  }
}
