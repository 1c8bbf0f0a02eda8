import Testing

@testable import Calibration

@Suite struct BoxNewtonTests {
  let newton = BoxNewton(low: SIMD2(-4, -4), high: SIMD2(4, 4), tolerance: 1e-15)

  /// (x − a)² + 3 (y − b)² + (x − a)(y − b), least at (a, b).
  private func bowl(_ a: Double, _ b: Double) -> (SIMD2<Double>) -> QuadraticModel {
    { point in
      let (x, y) = (point.x - a, point.y - b)
      return QuadraticModel(
        value: x * x + 3 * y * y + x * y,
        gradient: SIMD2(2 * x + y, 6 * y + x),
        hessian: SIMD3(2, 6, 1)
      )
    }
  }

  @Test func findsTheLeastValueInside() {
    let result = newton.minimise(from: SIMD2(3, -2), bowl(1, 0.5))
    #expect(result.converged)
    #expect(abs(result.point.x - 1) < 1e-6 && abs(result.point.y - 0.5) < 1e-6)
  }

  @Test func stopsAtTheEdgeOfTheBox() {
    // Least over x = 4: 6 (y − b) + (4 − a) = 0.
    let result = newton.minimise(from: SIMD2(0, 0), bowl(10, 1))
    #expect(result.converged)
    #expect(result.point.x == 4)
    #expect(abs(result.point.y - 2) < 1e-6)
    let corner = newton.minimise(from: SIMD2(0, 0), bowl(-50, -50))
    #expect(corner.point == SIMD2(-4, -4))
  }

  @Test func frozenVariablesStay() {
    var frozen = newton
    frozen.frozen[1] = true
    let result = frozen.minimise(from: SIMD2(3, -2), bowl(1, 0.5))
    #expect(result.point.y == -2)
    // 2 (x − a) + (y − b) = 0.
    #expect(abs(result.point.x - 2.25) < 1e-6)
  }

  @Test func climbsOutOfASaddle() {
    // x² − y² + y⁴ / 4 has a saddle at the origin and is least at y = ±√2.
    let result = newton.minimise(from: SIMD2(0.5, 0.01)) { point in
      let (x, y) = (point.x, point.y)
      return QuadraticModel(
        value: x * x - y * y + y * y * y * y / 4,
        gradient: SIMD2(2 * x, -2 * y + y * y * y),
        hessian: SIMD3(2, -2 + 3 * y * y, 0)
      )
    }
    #expect(result.converged)
    #expect(abs(result.point.x) < 1e-6)
    #expect(abs(abs(result.point.y) - 2.squareRoot()) < 1e-6)
  }

  @Test func everyAcceptedStepLowersTheFunction() {
    // Rosenbrock's valley, from its usual start.
    var values: [Double] = []
    let result = newton.minimise(from: SIMD2(-1.2, 1)) { point in
      let (x, y) = (point.x, point.y)
      let ridge = y - x * x
      let model = QuadraticModel(
        value: 100 * ridge * ridge + (1 - x) * (1 - x),
        gradient: SIMD2(-400 * x * ridge - 2 * (1 - x), 200 * ridge),
        hessian: SIMD3(1200 * x * x - 400 * y + 2, 200, -400 * x)
      )
      values.append(model.value)
      return model
    }
    #expect(abs(result.point.x - 1) < 1e-5 && abs(result.point.y - 1) < 1e-5)
    #expect(result.model.value == values.min())
  }

  @Test func neverReturnsWhatIsNotANumber() {
    let result = newton.minimise(from: SIMD2(0, 0)) { point in
      point == .zero
        ? QuadraticModel(value: 1, gradient: SIMD2(1, 1), hessian: SIMD3(1, 1, 0))
        : QuadraticModel(value: .nan, gradient: SIMD2(repeating: .nan), hessian: SIMD3(repeating: .nan))
    }
    #expect(result.point == .zero && result.model.value == 1)
  }

  @Test func followsANarrowBentValley() {
    // Across the valley y = x² / 20 the function is 10⁴ times as steep as along it: full steps miss.
    let steepness = 1e4
    var evaluations = 0
    let result = newton.minimise(from: SIMD2(-3, 0.45)) { point in
      evaluations += 1
      let (x, ridge) = (point.x, point.y - point.x * point.x / 20)
      return QuadraticModel(
        value: steepness * ridge * ridge + (1 - x) * (1 - x),
        gradient: SIMD2(-0.2 * steepness * x * ridge - 2 * (1 - x), 2 * steepness * ridge),
        hessian: SIMD3(steepness * (0.02 * x * x - 0.2 * ridge) + 2, 2 * steepness, -0.2 * steepness * x)
      )
    }
    #expect(result.converged)
    #expect(abs(result.point.x - 1) < 1e-6 && abs(result.point.y - 0.05) < 1e-6)
    // It takes 25.
    #expect(evaluations <= 35)
  }

  @Test func aStepThroughASideEndsAtTheBestPointOfTheSide() {
    // The model is exact, so one step finds the optimum over x = 4: 6 (y − 1) = 10 − 4.
    var points: [SIMD2<Double>] = []
    let result = newton.minimise(from: SIMD2(2.5, 0)) { point in
      points.append(point)
      return bowl(10, 1)(point)
    }
    #expect(result.point.x == 4 && abs(result.point.y - 2) < 1e-12)
    #expect(points.count <= 3)
  }

  @Test func promisesThatNoStepKeepsAreNoConvergence() {
    // A constant that claims a slope.
    let result = newton.minimise(from: SIMD2(0, 0)) { _ in
      QuadraticModel(value: 1, gradient: SIMD2(1, 1), hessian: SIMD3(1, 1, 0))
    }
    #expect(!result.converged)
  }

  @Test func theModelForetellsTheDecrease() {
    let function = bowl(1, 0.5)
    let (from, step) = (SIMD2(3.0, -2), SIMD2(-0.7, 1.3))
    let decrease = function(from).value - function(from + step).value
    #expect(abs(function(from).decrease(step) - decrease) < 1e-12)
  }
}
