import TestSupport
import Testing

@testable import CalibrationReport

@Suite struct TickMarksTests {
  @Test(arguments: [
    (10.0, 6, 2.0), (1, 6, 0.2), (1, 5, 0.2), (1, 3, 0.5), (0.35, 6, 0.05), (100, 11, 10),
    (7, 5, 2), (3e-7, 4, 1e-7), (0, 5, 1), (.nan, 5, 1), (.infinity, 5, 1),
  ])
  func niceStepsOfHeckbert(length: Double, count: Int, step: Double) {
    let found = TickMarks.niceStep(covering: length, count: count)
    #expect(abs(found - step) <= 1e-12 * step)
  }

  @Test func labelsHaveTheDigitsThatTellThemApart() {
    func labels(_ lower: Double, _ upper: Double, _ count: Int) -> [String] {
      TickMarks.nice(on: .linear(lower, upper), count: count).map(\.label)
    }
    #expect(labels(0, 1, 6) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    #expect(labels(-0.1, 0.1, 5) == ["−0.10", "−0.05", "0.00", "0.05", "0.10"])
    #expect(labels(0, 4000, 5) == ["0", "1,000", "2,000", "3,000", "4,000"])
    #expect(labels(0.13, 0.47, 4) == ["0.2", "0.3", "0.4"])
    #expect(labels(0, 2e7, 3) == ["0", "1.00e7", "2.00e7"])
  }

  @Test func logarithmicTicks() {
    func labels(_ lower: Double, _ upper: Double, _ count: Int) -> [String] {
      TickMarks.nice(on: .logarithmic(lower, upper), count: count).map(\.label)
    }
    #expect(labels(0.01, 100, 5) == ["0.01", "0.1", "1", "10", "100"])
    #expect(labels(1, 20, 8) == ["1", "2", "5", "10", "20"])
    #expect(labels(1, 1e9, 4) == ["1", "1,000", "1,000,000", "1e9"])
    // Less than a power of ten: as on a linear scale.
    #expect(labels(2, 6, 5) == ["2", "3", "4", "5", "6"])
  }

  @Test func ticksLieOnTheScaleInRisingOrder() {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<500 {
      let lower = Double.random(in: -100...100, using: &generator)
      let length = Double.random(in: 1e-6...1e6, using: &generator)
      let scale = AxisScale.linear(lower, lower + length)
      let values = TickMarks.nice(on: scale, count: 6).map(\.value)
      #expect((2...13).contains(values.count), "\(scale)")
      #expect(values == values.sorted())
      #expect(values.allSatisfy { (-1e-8...1 + 1e-8).contains(scale.position(of: $0)) }, "\(scale)")
    }
  }
}
