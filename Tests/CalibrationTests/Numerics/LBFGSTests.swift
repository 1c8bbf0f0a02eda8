import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct LBFGSTests {
  /// Σ 100 (x_{i+1} − x_i²)² + (1 − x_i)², least at (1, …, 1).
  private func rosenbrock(_ x: [Double]) -> (value: Double, gradient: [Double]) {
    var value = 0.0
    var gradient = [Double](repeating: 0, count: x.count)
    for i in 0..<(x.count - 1) {
      let a = x[i + 1] - x[i] * x[i]
      let b = 1 - x[i]
      value += 100 * a * a + b * b
      gradient[i] -= 400 * a * x[i] + 2 * b
      gradient[i + 1] += 200 * a
    }
    return (value, gradient)
  }

  @Test(arguments: [2, 5, 40])
  func findsTheBottomOfACurvedValley(count: Int) {
    let start = (0..<count).map { $0.isMultiple(of: 2) ? -1.2 : 1 }
    let result = LBFGS().minimise(from: start, rosenbrock)
    #expect(result.converged)
    // A gradient of 1e-7 in a valley of curvature 1/2 leaves 1e-6; there is a second, local minimum
    // near (−1, 1, …) for some dimensions, of value about 4.
    #expect(result.value < 1e-10 || abs(result.value - 3.98) < 0.1)
    if result.value < 1 { #expect(result.point.allSatisfy { abs($0 - 1) < 1e-5 }) }
  }

  @Test func solvesAnIllConditionedQuadratic() {
    // Curvatures from 1 to 1e3; the solution is 1 / curvature.
    let curvatures = (0..<30).map { pow(10, Double($0) / 29 * 3) }
    let result = LBFGS().minimise(from: [Double](repeating: 3, count: 30)) { x in
      let terms = zip(x, curvatures).map { x, c in c * x * x / 2 - x }
      return (terms.reduce(0, +), zip(x, curvatures).map { $1 * $0 - 1 })
    }
    #expect(result.converged)
    for (x, c) in zip(result.point, curvatures) { #expect(abs(x - 1 / c) < 1e-6) }
  }

  /// Values that are rounded to 1e-4 say nothing of the last steps; gradients do.
  @Test func goesByGradientsWhereValuesAreRounded() {
    let curvatures = (0..<30).map { 1 + Double($0) }
    func rounded(_ x: [Double]) -> LBFGS.Evaluation {
      let value = zip(x, curvatures).reduce(0) { $0 + $1.1 * $1.0 * $1.0 / 2 - $1.0 }
      return ((value * 1e4).rounded() / 1e4, zip(x, curvatures).map { $1 * $0 - 1 })
    }
    let start = [Double](repeating: 3, count: 30)
    let result = LBFGS(valueError: 2e-4, mostTrials: 10).minimise(from: start, rounded)
    #expect(result.converged)
    for (x, c) in zip(result.point, curvatures) { #expect(abs(x - 1 / c) < 1e-6) }
    #expect(!LBFGS().minimise(from: start, rounded).converged)
  }

  /// Two halves of a search do what one does.
  @Test func goesOnFromAnotherSearch() {
    let start = [-1.2, 1, -1.2, 1]
    let whole = LBFGS(maximumIterations: 20).minimise(from: start, rosenbrock)
    let half = LBFGS(maximumIterations: 9).minimise(from: start, rosenbrock)
    let rest = LBFGS(maximumIterations: 11).minimise(
      from: half.point,
      evaluated: rosenbrock(half.point),
      remembering: half.steps,
      rosenbrock
    )
    #expect(rest.point == whole.point && rest.value == whole.value)
    #expect(half.evaluationCount + rest.evaluationCount == whole.evaluationCount)
  }

  @Test func neverReturnsMoreThanTheStart() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<20 {
      let start = (0..<6).map { _ in Double.random(in: -2...2, using: &generator) }
      for limit in [0, 1, 3, 10] {
        let result = LBFGS(maximumIterations: limit).minimise(from: start, rosenbrock)
        #expect(result.value <= rosenbrock(start).value)
        #expect(result.value == rosenbrock(result.point).value)
        #expect(!result.converged || limit > 3)
      }
    }
  }

  @Test func staysWithinTheDomain() {
    // x − ln x, infinite for x ≤ 0, least at 1; the first steps leave the domain.
    let result = LBFGS().minimise(from: [0.01]) { x in
      x[0] > 0 ? (x[0] - log(x[0]), [1 - 1 / x[0]]) : (.infinity, [0])
    }
    #expect(result.converged)
    #expect(abs(result.point[0] - 1) < 1e-6)
  }

  @Test func endsWhereAFunctionHasNoBottom() {
    let falling = LBFGS(maximumIterations: 20).minimise(from: [0.0]) {
      ($0[0], $0.map { _ in 1.0 })
    }
    #expect(!falling.converged || falling.value.isFinite)
    #expect(falling.value <= 0)
    // e^−x falls for ever but flattens.
    let flattening = LBFGS().minimise(from: [0.0]) { (exp(-$0[0]), [-exp(-$0[0])]) }
    #expect(flattening.converged && flattening.value < 1e-6 && flattening.point[0].isFinite)
  }

  @Test func aFlatStartIsTheAnswer() {
    let result = LBFGS().minimise(from: [1, 2]) { _ in (7, [0, 0]) }
    #expect(result.converged && result.evaluationCount == 1 && result.point == [1, 2])
  }
}
