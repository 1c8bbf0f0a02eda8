import Testing

@testable import Calibration

@Suite struct LossErrorTests {
  @Test(arguments: [
    (LossError.gamma(-3), "-3.0"), (.alpha(1.5), "1.5"), (.smoothing(2), "2.0"),
  ])
  func descriptionsNameTheValue(error: LossError, value: String) {
    #expect(error.description.contains(value))
  }
}
