import Testing

@testable import Calibration

@Suite struct NaturalSplineTests {
  private func value(_ factors: [Double], _ knots: [Double]) -> Double {
    zip(factors, knots).reduce(0) { $0 + $1.0 * $1.1 }
  }

  @Test(arguments: [2, 3, 6])
  func goesThroughItsKnotsAndReproducesLines(knotCount: Int) {
    let spline = NaturalSpline(knotCount: knotCount)
    for knot in 0..<knotCount {
      let factors = spline.valueFactors(at: Double(knot) / Double(knotCount - 1))
      for (index, factor) in factors.enumerated() {
        #expect(abs(factor - (index == knot ? 1 : 0)) < 1e-13)
      }
    }
    let line = (0..<knotCount).map { 3 - 2 * Double($0) / Double(knotCount - 1) }
    for place in [0, 0.13, 0.5, 0.77, 1] {
      #expect(abs(value(spline.valueFactors(at: place), line) - (3 - 2 * place)) < 1e-13)
      #expect(abs(value(spline.slopeFactors(at: place), line) + 2) < 1e-12)
    }
  }

  @Test func slopesAreThoseOfTheValues() {
    let spline = NaturalSpline(knotCount: 5)
    let knots = [0.3, -1, 2, 0.5, 0.1]
    let step = 1e-5
    for place in stride(from: 0.01, to: 0.99, by: 0.07) {
      let difference =
        value(spline.valueFactors(at: place + step), knots)
        - value(spline.valueFactors(at: place - step), knots)
      // Rounding of 1e-16 over 2e-5, and a cubic term of about 1e3 × 1e-10.
      #expect(abs(difference / (2 * step) - value(spline.slopeFactors(at: place), knots)) < 1e-6)
    }
    // No curvature at the ends: the slope does not change there to first order.
    for (end, near) in [(0.0, 1e-5), (1, 1 - 1e-5)] {
      let change =
        value(spline.slopeFactors(at: near), knots) - value(spline.slopeFactors(at: end), knots)
      #expect(abs(change) < 1e-6)
    }
  }

  @Test func leastSquaresFindsTheSplineThatMadeThePoints() {
    let spline = NaturalSpline(knotCount: 6)
    let knots = [0.3, -1, 2, 0.5, 0.1, 0.7]
    let points = (0...40).map { index in
      let place = Double(index) / 40
      return (place: place, value: value(spline.valueFactors(at: place), knots), weight: 1.0)
    }
    for (got, want) in zip(spline.leastSquares(points), knots) { #expect(abs(got - want) < 1e-9) }
    // Fewer points than knots: finite, and through the points.
    let few = spline.leastSquares([(0.1, 2, 1), (0.9, -1, 3)])
    #expect(abs(value(spline.valueFactors(at: 0.1), few) - 2) < 1e-6)
    #expect(abs(value(spline.valueFactors(at: 0.9), few) + 1) < 1e-6)
  }
}
