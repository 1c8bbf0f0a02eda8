import Testing

@testable import Calibration

@Suite struct StepFunctionTests {
  @Test func thresholdsBelongToEitherSide() {
    let steps = StepFunction(unchecked: [-1, 2], values: [0.1, 0.5, 0.9])
    #expect([-2, -1, 0, 2, 3].map(steps.valueUpTo) == [0.1, 0.1, 0.5, 0.5, 0.9])
    #expect([-2, -1, 0, 2, 3].map(steps.valueFrom) == [0.1, 0.5, 0.5, 0.9, 0.9])
    #expect(steps.valueUpTo(-.infinity) == 0.1 && steps.valueFrom(.infinity) == 0.9)
    #expect(StepFunction(unchecked: [], values: [0.3]).valueUpTo(7) == 0.3)
  }

  @Test func simplifyingKeepsEveryValue() {
    let thresholds = (0..<6).map(Double.init)
    let values = [0, 0, 0.2, 0.2, 0.2, 0.7, 0.7]
    let full = StepFunction(unchecked: thresholds, values: values)
    let short = StepFunction(simplifying: thresholds, values: values)
    #expect(short.thresholds == [1, 4] && short.values == [0, 0.2, 0.7])
    for x in stride(from: -1, through: 7, by: 0.5) {
      #expect(short.valueUpTo(x) == full.valueUpTo(x))
      #expect(short.valueFrom(x) == full.valueFrom(x))
    }
  }

  @Test func onlyRisingProbabilitiesAreRising() {
    let rising = { StepFunction(unchecked: $0, values: $1).isRisingProbability }
    #expect(rising([0, 1], [0, 0.5, 1]))
    #expect(!rising([1, 0], [0, 0.5, 1]))
    #expect(!rising([0, 0], [0, 0.5, 1]))
    #expect(!rising([0, .nan], [0, 0.5, 1]))
    #expect(!rising([0, 1], [0, 0.5, 0.4]))
    #expect(!rising([0, 1], [0, 0.5, 1.1]))
    #expect(!rising([0], [0, .nan]))
  }
}
