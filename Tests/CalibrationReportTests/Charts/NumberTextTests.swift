import Testing

@testable import CalibrationReport

@Suite struct NumberTextTests {
  @Test(arguments: [
    (0.0, "0"), (-0.001, "0"), (12.5, "12.5"), (-3.14159, "-3.14"), (7.05, "7.05"), (99.999, "100"),
    (.nan, "0"), (.infinity, "0"), (1e300, "10000000"),
  ])
  func coordinates(value: Double, text: String) {
    #expect(NumberText.coordinate(value) == text)
  }

  @Test(arguments: [
    (0.0, "0"), (0.01234, "0.0123"), (12.34, "12.3"), (1234.5, "1,234"), (-0.5, "−0.500"),
    (1.5e-7, "1.50e−7"), (2e12, "2.00e12"), (.nan, "–"), (-.infinity, "−∞"),
  ])
  func shortNumbers(value: Double, text: String) {
    #expect(NumberText.short(value) == text)
  }

  @Test func aNumberThatRoundsToZeroHasNoSign() {
    #expect(NumberText.fixed(-0.004, digits: 2) == "0.00")
    #expect(NumberText.fixed(-0.006, digits: 2) == "−0.01")
    #expect(NumberText.fixed(-1_234_567, digits: 0) == "−1,234,567")
  }
}
