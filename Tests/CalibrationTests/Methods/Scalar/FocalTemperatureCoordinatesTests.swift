import Foundation
import Testing

@testable import Calibration

@Suite struct FocalTemperatureCoordinatesTests {
  typealias Coordinates = FocalTemperatureCoordinates

  @Test(arguments: [-0.999_999, -0.5, 0.3, 7, 99])
  func bringsGammaBack(_ gamma: Double) {
    let point = SIMD2(0.4, gamma)
    let back = Coordinates.parameters(at: Coordinates.position(of: point))
    #expect(back.x == 0.4)
    // η is known to a few units in the last place of at most 4.5, γ to 1.25 + γ times as much.
    #expect(abs(back.y - gamma) < 1e-14 * (1.25 + gamma))
  }

  @Test func boundsAndTemperatureScalingAreExact() {
    #expect(Coordinates.parameters(at: Coordinates.low) == ScalarFit.low)
    #expect(Coordinates.parameters(at: Coordinates.high) == ScalarFit.high)
    #expect(Coordinates.position(of: .zero) == .zero)
    #expect(Coordinates.parameters(at: .zero) == .zero)
  }

  /// f(x, γ) = x² γ + γ³ / 3.
  private func model(_ point: SIMD2<Double>) -> QuadraticModel {
    let (x, gamma) = (point.x, point.y)
    return QuadraticModel(
      value: x * x * gamma + gamma * gamma * gamma / 3,
      gradient: SIMD2(2 * x * gamma, x * x + gamma * gamma),
      hessian: SIMD3(2 * gamma, 2 * gamma, 2 * x)
    )
  }

  @Test func derivativesAreThoseOfTheFunctionOfThePosition() {
    let position = Coordinates.position(of: SIMD2(0.7, 1.9))
    func at(_ position: SIMD2<Double>) -> QuadraticModel {
      let point = Coordinates.parameters(at: position)
      return Coordinates.positionModel(model(point), atGamma: point.y)
    }
    let found = at(position)
    let step = 1e-5
    for axis in 0..<2 {
      var move = SIMD2<Double>.zero
      move[axis] = step
      let (up, down) = (at(position + move), at(position - move))
      #expect(abs((up.value - down.value) / (2 * step) - found.gradient[axis]) < 1e-7)
      let second = (up.gradient - down.gradient) / (2 * step)
      #expect(abs(second[axis] - found.hessian[axis]) < 1e-7)
      #expect(abs(second[1 - axis] - found.hessian.z) < 1e-7)
    }
  }

  @Test func modelsComeBack() {
    let point = SIMD2(0.7, 1.9)
    let there = Coordinates.positionModel(model(point), atGamma: point.y)
    let back = Coordinates.parameterModel(there, atGamma: point.y)
    let (gradient, hessian) = (model(point).gradient, model(point).hessian)
    #expect(abs(back.gradient.y - gradient.y) < 1e-13)
    #expect(abs(back.hessian.y - hessian.y) < 1e-13 && abs(back.hessian.z - hessian.z) < 1e-13)
  }
}
