import TestSupport
import Testing

@testable import CalibrationReport

@Suite struct AxisScaleTests {
  @Test func positionsAndTheirInverse() {
    let linear = AxisScale.linear(-2, 6)
    #expect(linear.position(of: 0) == 0.25)
    #expect(linear.value(at: 0.75) == 4)
    let logarithmic = AxisScale.logarithmic(0.1, 1000)
    // Four powers of ten; logarithms are good to the last place or two.
    #expect(abs(logarithmic.position(of: 1) - 0.25) < 1e-15)
    #expect(abs(logarithmic.value(at: 0.75) - 100) < 1e-12)
    #expect(logarithmic.position(of: 0) == -.infinity)
    #expect(logarithmic.position(of: -1).isNaN)
  }

  @Test func scalesOfBadEndsAreUsable() {
    #expect(AxisScale.linear(3, 1) == .linear(1, 3))
    #expect(AxisScale.linear(2, 2) == .linear(1.5, 2.5))
    #expect(AxisScale.linear(100, 100) == .linear(90, 110))
    #expect(AxisScale.linear(.nan, 1) == .linear(0, 1))
    #expect(AxisScale.linear(0, .infinity) == .linear(0, 1))
    #expect(AxisScale.logarithmic(0, 5) == .logarithmic(1, 10))
    #expect(AxisScale.logarithmic(4, 4) == .logarithmic(2, 8))
  }

  @Test func coveringScalesHaveRoundEnds() {
    #expect(AxisScale.linear(covering: [0.03, 0.97]) == .linear(0, 1))
    #expect(AxisScale.linear(covering: [0, 1]) == .linear(0, 1))
    #expect(AxisScale.linear(covering: [-1.1, 2.9]) == .linear(-2, 3))
    #expect(AxisScale.linear(covering: [.nan, 1, .infinity, 3]) == .linear(1, 3))
    #expect(AxisScale.linear(covering: []) == .linear(0, 1))
    var generator = SeededGenerator(seed: 12)
    for _ in 0..<300 {
      let values = (0..<4).map { _ in Double.random(in: -3...5, using: &generator) }
      let scale = AxisScale.linear(covering: values)
      #expect(values.allSatisfy { (0...1).contains(scale.position(of: $0)) }, "\(values)")
    }
  }
}
