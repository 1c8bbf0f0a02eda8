import Foundation
import TestSupport
import Testing

@testable import CalibrationReport

@Suite struct LineSimplificationTests {
  @Test func pointsOnAStraightLineGo() {
    let line: [PanelSpace.Place] = (0...50).map { (x: Double($0), y: 2 * Double($0)) }
    let simplified = LineSimplification.simplified(line, tolerance: 0.1)
    #expect(simplified.map(\.x) == [0, 50])
  }

  @Test func whatIsLeftOutLiesNearWhatIsKept() {
    let seed: UInt64 = 11
    var generator = SeededGenerator(seed: seed)
    var height = 0.0
    let line: [PanelSpace.Place] = (0..<600).map { index in
      height += Double.random(in: -0.3...0.3, using: &generator)
      return (x: Double(index), y: height)
    }
    let simplified = LineSimplification.simplified(line, tolerance: 0.5)
    #expect(simplified.count < 400, "seed \(seed)")
    #expect(simplified.first?.x == 0 && simplified.last?.x == 599)
    for (start, end) in zip(simplified, simplified.dropFirst()) {
      for point in line[Int(start.x)...Int(end.x)] {
        let share = (point.x - start.x) / (end.x - start.x)
        let gap = abs(point.y - start.y - share * (end.y - start.y))
        // The vertical distance of a line with slopes up to 0.3 is at most 1.05 times that from it.
        #expect(gap <= 0.53, "seed \(seed)")
      }
    }
  }

  @Test func aClosedLineKeepsItsShape() {
    let circle: [PanelSpace.Place] = (0...360).map { degree in
      let angle = Double(degree) / 180 * .pi
      return (x: 100 * cos(angle), y: 100 * sin(angle))
    }
    let simplified = LineSimplification.simplified(circle, tolerance: 0.15)
    // A chord of s leaves the circle by s²/8r: 0.15 pixels need at least 58 of them around.
    #expect((58...180).contains(simplified.count))
    #expect(simplified.first?.x == simplified.last?.x)
  }

  @Test func shortLinesStay() {
    #expect(LineSimplification.simplified([], tolerance: 1).isEmpty)
    #expect(LineSimplification.simplified([(x: 1, y: 1), (x: 1, y: 1)], tolerance: 1).count == 2)
  }
}
