import Foundation
import Testing

@testable import Calibration

@Suite struct SimplexNewtonTests {
  /// |w − centre|² has its minimum on the triangle at the point nearest to the centre.
  @Test(arguments: [
    (SIMD3(0.2, 0.3, 0.5), SIMD3(0.2, 0.3, 0.5)),
    (SIMD3(0.7, 0.7, -0.4), SIMD3(0.5, 0.5, 0)),
    (SIMD3(5, 0, 0), SIMD3(1, 0, 0)),
  ])
  func findsTheNearestPointOfTheTriangle(centre: SIMD3<Double>, nearest: SIMD3<Double>) {
    let result = SimplexNewton.minimise(from: SIMD3(repeating: 1.0 / 3)) { point in
      SimplexModel(
        value: ((point - centre) * (point - centre)).sum(),
        gradient: 2 * (point - centre),
        hessian: [SIMD3(2, 0, 0), SIMD3(0, 2, 0), SIMD3(0, 0, 2)]
      )
    }
    #expect(result.converged)
    #expect(abs(result.point - nearest).max() < 1e-12)
  }

  @Test func followsALogarithmToAnInfiniteWall() {
    // −ln w₁ − 10⁻⁹ ln w₂ is infinite on two edges; its minimum, at w₂ / w₁ = 10⁻⁹, almost on one.
    let result = SimplexNewton.minimise(from: SIMD3(repeating: 1.0 / 3)) { point in
      SimplexModel(
        value: -log(point.x) - 1e-9 * log(point.y),
        gradient: SIMD3(-1 / point.x, -1e-9 / point.y, 0),
        hessian: [
          SIMD3(1 / (point.x * point.x), 0, 0), SIMD3(0, 1e-9 / (point.y * point.y), 0), .zero,
        ]
      )
    }
    #expect(abs(result.point.x - 1) < 1e-8)
    #expect(result.point.min() >= 0)
    #expect(result.value < 2.5e-8)
  }

  @Test func aFlatFunctionStaysWhereItStarted() {
    let start = SIMD3(0.2, 0.5, 0.3)
    let result = SimplexNewton.minimise(from: start) { _ in SimplexModel(value: 1) }
    #expect(result.point == start && result.converged)
  }
}

private func abs(_ value: SIMD3<Double>) -> SIMD3<Double> {
  value.replacing(with: -value, where: value .< 0)
}
