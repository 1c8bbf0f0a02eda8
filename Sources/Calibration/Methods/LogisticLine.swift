import Foundation

/// A line in log-odds, a s + b, fitted by logistic regression: what Platt scaling fits.
struct LogisticLine: Sendable, Equatable {
  var slope: Double
  var intercept: Double

  func logOdds(at score: Double) -> Double { slope * score + intercept }

  /// The line of least negative log-likelihood.
  ///
  /// A ridge of 10⁻¹⁰ on both, in units of the scores' spread, keeps the line finite where the scores
  /// separate the labels or there is one label only.
  init(fittingTo groups: [ScoreGroup]) {
    let total = groups.reduce(0) { $0 + $1.weight }
    guard total > 0 else {
      self.init(slope: 1, intercept: 0)
      return
    }
    let mean = groups.reduce(0) { $0 + $1.weight * ($1.score / total) }
    let spread = groups.reduce(0) {
      $0 + $1.weight / total * ($1.score - mean) * ($1.score - mean)
    }.squareRoot()
    let scale = spread > 0 && spread.isFinite ? spread : 1
    let fitted = Self.newton(
      groups.map {
        ScoreGroup(
          score: ($0.score - mean) / scale,
          weight: $0.weight / total,
          positive: $0.positive / total
        )
      },
      ridge: 1e-10 / total
    )
    self.init(
      slope: fitted.slope / scale,
      intercept: fitted.intercept - fitted.slope * mean / scale
    )
  }

  private init(slope: Double, intercept: Double) {
    self.slope = slope
    self.intercept = intercept
  }

  private static func newton(_ groups: [ScoreGroup], ridge: Double) -> LogisticLine {
    var line = LogisticLine(slope: 0, intercept: 0)
    var value = loss(line, groups, ridge)
    for _ in 0..<100 {
      var gradient = SIMD2(line.slope, line.intercept) * ridge
      var (aa, bb, ab) = (ridge, ridge, 0.0)
      for group in groups {
        let p = sigmoid(line.logOdds(at: group.score))
        let residual = group.weight * p - group.positive
        gradient += SIMD2(group.score, 1) * residual
        let curvature = group.weight * p * sigmoid(-line.logOdds(at: group.score))
        aa += curvature * group.score * group.score
        bb += curvature
        ab += curvature * group.score
      }
      let determinant = aa * bb - ab * ab
      guard determinant > 0 else { break }
      let step = SIMD2(
        (bb * gradient.x - ab * gradient.y) / determinant,
        (aa * gradient.y - ab * gradient.x) / determinant
      )
      var share = 1.0
      var next = line
      repeat {
        next = LogisticLine(
          slope: line.slope - share * step.x,
          intercept: line.intercept - share * step.y
        )
        share /= 2
      } while !(loss(next, groups, ridge) < value) && share > 1e-6
      let nextValue = loss(next, groups, ridge)
      guard nextValue < value else { break }
      line = next
      let gain = value - nextValue
      value = nextValue
      if gain < 1e-16 { break }
    }
    return line
  }

  private static func loss(_ line: LogisticLine, _ groups: [ScoreGroup], _ ridge: Double) -> Double
  {
    let penalty = ridge / 2 * (line.slope * line.slope + line.intercept * line.intercept)
    return groups.reduce(penalty) { sum, group in
      let logOdds = line.logOdds(at: group.score)
      let negative = group.weight - group.positive
      return sum + group.positive * softplus(-logOdds) + negative * softplus(logOdds)
    }
  }

  /// ln(1 + e^x).
  private static func softplus(_ x: Double) -> Double { max(x, 0) + log1p(exp(-abs(x))) }
}
