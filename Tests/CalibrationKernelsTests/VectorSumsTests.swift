import CalibrationKernels
import Foundation
import Testing

/// Whole numbers, whose sums are exact in any order.
@Suite struct VectorSumsTests {
  private static func numbers(_ count: Int, _ factor: Int) -> [Double] {
    (0..<count).map { Double($0 * factor % 23 - 11) }
  }

  @Test(arguments: [0, 1, 7, 8, 31, 32, 33, 100])
  func theProductOfVectorsOfAnyLength(_ count: Int) {
    let (x, y) = (Self.numbers(count, 5), Self.numbers(count, 7))
    #expect(ck_dot(x, y, count) == zip(x, y).reduce(0) { $0 + $1.0 * $1.1 })
  }

  @Test(arguments: [0, 1, 7, 8, 31, 32, 33, 100])
  func addsAMultipleAndNothingBeyondTheEnd(_ count: Int) {
    let x = Self.numbers(count + 1, 5)
    var sum = Self.numbers(count + 1, 7)
    let before = sum
    ck_add_scaled(-3, x, count, &sum)
    #expect(sum.dropLast() == zip(before, x).map { $0 - 3 * $1 }.dropLast()[...])
    #expect(sum.last == before.last)
  }

  @Test(arguments: [0, 1, 8, 13, 64])
  func theSumOfLogarithms(_ count: Int) {
    let weights = (0..<count).map { Double($0 % 3) }
    // From what an addition to 1 loses to what it is lost in.
    var x = [Double](repeating: 0, count: count)
    for index in x.indices.dropFirst() { x[index] = pow(10, Double(index * 7 % 40 - 20)) }
    var sum = 0.0
    for index in x.indices { sum += weights[index] * log1p(x[index]) }
    #expect(abs(ck_sum_log_one_plus(weights, x, count) - sum) <= 1e-15 * Double(count) * sum)
    // Each alone, so that large ones do not hide small ones: two units in the last place.
    for x in x {
      #expect(abs(ck_sum_log_one_plus([1], [x], 1) - log1p(x)) <= 5e-16 * log1p(x))
    }
  }
}
