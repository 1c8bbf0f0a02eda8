import CalibrationKernels
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
}
