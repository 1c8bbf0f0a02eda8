import Testing

@testable import Calibration

@Suite struct MapErrorTests {
  @Test(arguments: [
    (MapError.temperature(-2), "-2.0"), (.gamma(-3), "-3.0"), (.alpha(1.5), "1.5"),
    (.smoothing(2), "2.0"), (.logOdds(0), "0.0"), (.classCounts(10, 2), "10 classes"),
    (.mixtureWeight(1.25), "1.25"), (.prior, "prior"),
    (.steps, "thresholds"),
    (.parameter(name: "the floor", value: 2, requirement: "lie between 0 and 1"), "the floor is 2.0"),
  ])
  func descriptionsNameTheValue(error: MapError, value: String) {
    #expect(error.description.contains(value))
  }
}
