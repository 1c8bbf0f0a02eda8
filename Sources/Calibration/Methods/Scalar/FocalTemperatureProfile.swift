/// A smooth objective along the valley of the best T for each γ.
///
/// The valley is walked from γ = 0 to −1 and to 5, from one γ of a ladder to the next; these are the ends of the
/// published grid. A valley that still falls at 5 is an optimum to be followed further, but one behind a rise is
/// not looked for: with many classes there may be one at the edge γ = 100, far from every γ of training. Along it
/// the slope in γ is the slope of the profile min_T f(T, γ), and where it turns from falling to
/// rising there is a local optimum. With two classes there may be several that differ by a
/// millionth, which Newton's method from a few starts would not find.
struct FocalTemperatureProfile {
  /// Close enough that the valley bends little between two of them.
  private static let ladder: (negative: [Double], others: [Double]) = (
    [-1, -0.97, -0.9, -0.8, -0.65, -0.45, -0.2],
    [0, 0.3, 0.7, 1.2, 2, 3.2, 5]
  )

  /// The best T for one γ, and the profile's slope there.
  private struct Rung {
    /// In ``FocalTemperatureCoordinates``.
    var position: SIMD2<Double>
    var slope: Double
  }

  private let rungs: [Rung]

  /// - Parameters:
  ///   - logTemperature: ln T of a local optimum for γ = 0.
  ///   - newton: A search over T alone.
  ///   - objective: A function of ``FocalTemperatureCoordinates``.
  init(from logTemperature: Double, _ newton: BoxNewton, _ objective: (SIMD2<Double>) -> QuadraticModel) {
    func walk(_ gammas: some Sequence<Double>) -> [Rung] {
      var position = SIMD2(logTemperature, 0)
      var direction = 0.0  // d ln T / dη along the valley
      return gammas.map { gamma in
        let height = FocalTemperatureCoordinates.position(of: SIMD2(0, gamma)).y
        let start = SIMD2(position.x + direction * (height - position.y), height)
        let bottom = newton.minimise(from: start, objective)
        let (gradient, hessian) = (bottom.model.gradient, bottom.model.hessian)
        let isAcross = hessian.x > 0
        position = bottom.last
        direction = isAcross ? max(-3, min(-hessian.z / hessian.x, 3)) : 0
        // What is left of the slope in T counts as if the last step across the valley were taken.
        let across = isAcross ? hessian.z * gradient.x / hessian.x : 0
        return Rung(position: position, slope: gradient.y - across)
      }
    }
    let ladder = Self.ladder
    rungs = walk(ladder.negative.reversed()).reversed() + walk(ladder.others)
  }

  /// Points near the profile's local optima, or the upper end where it still falls there, in ``FocalTemperatureCoordinates``.
  var optima: [SIMD2<Double>] {
    var optima: [SIMD2<Double>] = []
    if let first = rungs.first, first.slope >= 0 { optima.append(first.position) }
    for (left, right) in zip(rungs, rungs.dropFirst()) where left.slope <= 0 && right.slope >= 0 {
      let rise = right.slope - left.slope
      let share = rise > 0 ? -left.slope / rise : 0.5
      optima.append(left.position + share * (right.position - left.position))
    }
    if let last = rungs.last, last.slope <= 0 { optima.append(last.position) }
    return optima
  }
}
