import Foundation
import Testing

@testable import Calibration

@Suite struct FocalTemperatureProfileTests {
  /// The upper end of the walk, γ = 5.
  private let top = FocalTemperatureCoordinates.position(of: SIMD2(0, 5)).y

  private var newton: BoxNewton {
    var newton = BoxNewton(
      low: FocalTemperatureCoordinates.low,
      high: FocalTemperatureCoordinates.high,
      tolerance: 1e-9
    )
    newton.frozen[1] = true
    return newton
  }

  /// 5 (x − a(η))² + p(η) in a bent valley a(η) = η + 0.1 η², with a profile p, its slope and its curvature.
  private func valley(_ profile: @escaping (Double) -> (Double, Double, Double)) -> (SIMD2<Double>) -> QuadraticModel {
    { point in
      let eta = point.y
      let across = point.x - eta - 0.1 * eta * eta
      let bend = 1 + 0.2 * eta
      let (value, slope, curvature) = profile(eta)
      return QuadraticModel(
        value: 5 * across * across + value,
        gradient: SIMD2(10 * across, -10 * across * bend + slope),
        hessian: SIMD3(10, 10 * (bend * bend - 0.2 * across) + curvature, -10 * bend)
      )
    }
  }

  @Test func findsEachOptimumOfTheProfile() {
    // Least at η = −0.5 and 1 and falling at the upper end: slope −10⁻⁶ (η + 0.5)(η − 0.5)(η − 1)(η − 1.4).
    let roots = [-0.5, 0.5, 1, 1.4]
    let function = valley { eta in
      let terms = roots.map { eta - $0 }
      let curvature = terms.indices.reduce(0.0) { sum, skipped in
        sum + terms.indices.reduce(1.0) { $1 == skipped ? $0 : $0 * terms[$1] }
      }
      return (0, -1e-6 * terms.reduce(1, *), -1e-6 * curvature)
    }
    let optima = FocalTemperatureProfile(from: 0, newton, function).optima
    #expect(optima.count == 3)
    for (found, expected) in zip(optima, [-0.5, 1, top]) {
      #expect(abs(found.y - expected) < 0.2)
      #expect(abs(found.x - expected - 0.1 * expected * expected) < 0.1)
    }
  }

  @Test func endsOfTheWalkMayBeOptima() {
    let rising = FocalTemperatureProfile(from: 0, newton, valley { ($0, 1, 0) }).optima
    #expect(rising.map(\.y) == [FocalTemperatureCoordinates.low.y])
    let falling = FocalTemperatureProfile(from: 0, newton, valley { (-$0, -1, 0) }).optima
    #expect(falling.map(\.y) == [top])
  }
}
