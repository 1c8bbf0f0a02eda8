import Testing

@testable import Calibration

@Suite struct LossParameterTests {
  @Test(arguments: [
    (LossParameter.Range.above(-1), [-0.99, 1e300], [-1, -2], "finite and above -1", "g > −1"),
    (.atLeast(0), [0, 5], [-0.1], "finite and at least 0", "g ≥ 0"),
    (.between(0, 1), [0.5], [0, 1], "strictly between 0 and 1", "g in (0, 1)"),
    (.from(0, below: 1), [0, 0.9], [-0.1, 1], "at least 0 and less than 1", "g in [0, 1)"),
  ])
  func rangesTakeWhatTheySay(
    range: LossParameter.Range,
    inside: [Double],
    outside: [Double],
    requirement: String,
    notation: String
  ) {
    let parameter = LossParameter("gamma", symbol: "g", range)
    #expect(inside.allSatisfy(parameter.contains))
    #expect(!(outside + [.nan, .infinity, -.infinity]).contains(where: parameter.contains))
    #expect(parameter.requirement == requirement)
    #expect(parameter.notation == notation)
  }
}
