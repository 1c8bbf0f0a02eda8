import Foundation
import Testing

@testable import CalibrationReport

@Suite struct ContoursTests {
  private func grid(_ count: Int, _ height: (Double, Double) -> Double) -> Contours {
    let places = (0..<count).map { -2 + 4 * Double($0) / Double(count - 1) }
    return Contours(x: places, y: places, heights: places.flatMap { y in places.map { x in height(x, y) } })
  }

  @Test func theContourOfABowlIsOneClosedCircle() throws {
    let lines = grid(41) { x, y in x * x + y * y }.lines(at: 1.5)
    let line = try #require(lines.first)
    #expect(lines.count == 1)
    #expect(line.first == line.last)
    // Linear interpolation errs by at most an eighth of h² f″ = 0.1² · 2 in height.
    #expect(line.allSatisfy { abs($0.x * $0.x + $0.y * $0.y - 1.5) < 0.0026 })
    // All the way round, no part twice.
    let length = zip(line, line.dropFirst()).reduce(0) {
      $0 + hypot($1.1.x - $1.0.x, $1.1.y - $1.0.y)
    }
    #expect(abs(length - 2 * .pi * 1.5.squareRoot()) < 0.02)
  }

  @Test func theContourOfAPlaneIsOneOpenLine() throws {
    let lines = grid(9) { x, y in x + 0.3 * y }.lines(at: 0.25)
    #expect(lines.count == 1)
    let line = try #require(lines.first)
    #expect(line.first != line.last)
    #expect(line.allSatisfy { abs($0.x + 0.3 * $0.y - 0.25) < 1e-12 })
    #expect(Set([line.first?.y, line.last?.y]) == [-2, 2])
  }

  @Test func aSaddleHasTwoBranches() {
    let lines = grid(10) { x, y in x * y }.lines(at: 0.01)
    #expect(lines.count == 2)
  }

  @Test func levelsOutOfReachAndMissingHeightsHaveNoLines() {
    #expect(grid(5) { x, _ in x }.lines(at: 7).isEmpty)
    #expect(grid(5) { _, _ in .nan }.lines(at: 0).isEmpty)
    #expect(Contours(x: [], y: [], heights: []).lines(at: 0).isEmpty)
    #expect(Contours(x: [0], y: [0], heights: [1]).lines(at: 0).isEmpty)
    let broken = grid(9) { x, y in x == 0 ? .nan : y }.lines(at: 0.3)
    #expect(broken.count == 2)
  }

  @Test func aFinerGridHoldsTheNodesAndFollowsAParabola() {
    let x = (0..<7).map { Double($0) }
    let y = (0..<5).map { Double($0) / 2 }
    let height = { (x: Double, y: Double) in x * x - 3 * x * y + 2 * y }
    let coarse = Contours(x: x, y: y, heights: y.flatMap { y in x.map { height($0, y) } })
    let fine = coarse.refined(by: 4)
    #expect(fine.x.count == 25 && fine.y.count == 17)
    for (row, y) in fine.y.enumerated() {
      for (column, x) in fine.x.enumerated() where (1...5).contains(x) || x == x.rounded() {
        // Cubic pieces are exact for parabolas where they have neighbours on both sides.
        #expect(abs(fine.heights[row * 25 + column] - height(x, y)) < 1e-12)
      }
    }
  }
}
