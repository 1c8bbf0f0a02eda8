import CalibrationKernels
import Foundation
import Testing

@Suite struct LogisticLossTests {
  /// The loss, gradient and lower triangle of the Hessian of one row, by the platform's functions.
  private static func terms(_ x: [Double], _ target: Double, _ coefficients: [Double]) -> [Double] {
    let s = zip(x, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
    let tail = log1p(exp(-abs(s)))
    let (p, complement) = (1 / (1 + exp(-s)), 1 / (1 + exp(s)))
    var terms = [target * (tail + max(-s, 0)) + (1 - target) * (tail + max(s, 0))]
    terms += x.map { (p - target) * $0 }
    for i in x.indices { terms += (0...i).map { p * complement * x[i] * x[$0] } }
    return terms
  }

  private static func list(_ sum: ck_logistic, count: Int) -> [Double] {
    let (gradient, hessian) = (sum.gradient, sum.hessian)
    let all = [
      hessian.0, hessian.1, hessian.2, hessian.3, hessian.4, hessian.5,
    ]
    return [sum.value] + [gradient.0, gradient.1, gradient.2].prefix(count)
      + all.prefix(count * (count + 1) / 2)
  }

  @Test(arguments: [2, 3], [0, 1, 7, 8, 9, 50])
  func sumsTheTermsOfEveryRow(count: Int, rows: Int) {
    var seed = UInt64(100 * count + rows)
    func random(_ range: ClosedRange<Double>) -> Double {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return range.lowerBound + (range.upperBound - range.lowerBound) * Double(seed >> 11) * 0x1p-53
    }
    let features = (0..<count).map { _ in (0..<rows).map { _ in random(-2...2) } }
    let targets = (0..<rows).map { _ in [0, 1, 0.25, random(0...1)][Int(random(0...3.9))] }
    let weights = (0..<rows).map { _ in random(0...3) }
    let coefficients = (0..<count).map { _ in random(-6...6) }
    let sum = ck_logistic_loss(features.flatMap { $0 }, count, rows, targets, weights, coefficients)
    let places = 1 + count + count * (count + 1) / 2
    var expected = [Double](repeating: 0, count: places)
    for row in 0..<rows {
      let terms = Self.terms(features.map { $0[row] }, targets[row], coefficients)
      for place in 0..<places { expected[place] += weights[row] * terms[place] }
    }
    for (found, expected) in zip(Self.list(sum, count: count), expected) {
      // Some hundred terms of order 10, each rounded to 1e-16 of itself.
      #expect(abs(found - expected) < 1e-12, "\(count) features, \(rows) rows")
    }
  }

  /// Losses far below 1e-16, which 1 + e⁻ˢ rounds off, and log-odds beyond the range of exp.
  @Test(arguments: [20, 45, 300, 705, 2000, 1e200])
  func certainRowsKeepTheirDigits(_ logOdds: Double) {
    let loss = log1p(exp(-logOdds))
    for outcome in [1.0, 0] {
      let feature = outcome == 1 ? logOdds : -logOdds
      let right = ck_logistic_loss([feature, 0], 2, 1, [outcome], [1], [1, 0])
      #expect(abs(right.value - loss) <= 1e-15 * loss + 1e-300)
      let wrong = ck_logistic_loss([feature, 0], 2, 1, [1 - outcome], [1], [1, 0])
      #expect(wrong.value == logOdds + loss)
    }
  }
}
