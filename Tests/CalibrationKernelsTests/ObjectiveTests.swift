import CalibrationKernels
import Foundation
import Testing

/// Gradient and Hessian of the fit objectives against finite differences, and the two precisions
/// against each other.
@Suite struct ObjectiveTests {
  struct Case: Sendable, CustomStringConvertible {
    var classes: Int
    var scale: Double
    var beta: Double
    var gamma: Double

    var description: String { "K=\(classes) scale=\(scale) β=\(beta) γ=\(gamma)" }
  }

  static let cases: [Case] = [2, 3, 10, 37].flatMap { classes in
    [0.5, 3].flatMap { scale in
      [(1, 0), (0.7, 1.5), (1.3, -0.6), (0.5, -0.97), (0.4, 20)].map { beta, gamma in
        Case(classes: classes, scale: scale, beta: beta, gamma: gamma)
      }
    }
  }

  @Test(arguments: cases, [CK_NLL, CK_BRIER])
  func derivativesAreThoseOfTheValue(_ c: Case, loss: ck_loss) {
    let data = Data(seed: 17, rows: 40, classes: c.classes, scale: c.scale)
    // Fourth-order differences: the truncation error is about step⁴, rounding about 1e-16 / step.
    let step = 2e-4
    let at = { (beta: Double, gamma: Double) in data.objective(beta, gamma, loss) }
    let exact = at(c.beta, c.gamma)
    let betaUnit = step * c.beta
    let gammaUnit = step * (1 + c.gamma)
    func difference(_ value: (Double) -> Double, _ unit: Double) -> Double {
      (8 * (value(unit) - value(-unit)) - (value(2 * unit) - value(-2 * unit))) / (12 * unit)
    }
    let byBeta = { (field: KeyPath<ck_objective, Double>) in
      difference({ at(c.beta + $0, c.gamma)[keyPath: field] }, betaUnit)
    }
    let byGamma = { (field: KeyPath<ck_objective, Double>) in
      difference({ at(c.beta, c.gamma + $0)[keyPath: field] }, gammaUnit)
    }
    let size = max(abs(exact.value), 1)
    let betaTolerance = 1e-8 * size / c.beta
    let gammaTolerance = 1e-8 * size / (1 + c.gamma)
    #expect(abs(exact.beta - byBeta(\.value)) < betaTolerance)
    #expect(abs(exact.gamma - byGamma(\.value)) < gammaTolerance)
    #expect(abs(exact.beta_beta - byBeta(\.beta)) < 10 * betaTolerance / c.beta)
    #expect(abs(exact.gamma_gamma - byGamma(\.gamma)) < 10 * gammaTolerance / (1 + c.gamma))
    #expect(abs(exact.beta_gamma - byGamma(\.beta)) < 10 * gammaTolerance / c.beta)
    #expect(abs(exact.beta_gamma - byBeta(\.gamma)) < 10 * gammaTolerance / c.beta)
  }

  @Test(arguments: cases, [CK_NLL, CK_BRIER])
  func singlePrecisionAgreesWithDouble(_ c: Case, loss: ck_loss) {
    let data = Data(seed: 5, rows: 200, classes: c.classes, scale: c.scale)
    let double = data.objective(c.beta, c.gamma, loss)
    let single = data.singleObjective(c.beta, c.gamma, loss)
    // Rounding of a logit of size 10 moves a probability by 1e-6 of itself; rows average it out.
    for field in [\ck_objective.value, \.beta, \.gamma, \.beta_beta, \.beta_gamma, \.gamma_gamma] {
      let want = double[keyPath: field]
      let size = max(abs(want), abs(double.value), 1)
      #expect(abs(single[keyPath: field] - want) < 2e-6 * size * (1 + 1 / (1 + c.gamma)))
    }
  }

  @Test(arguments: cases, [CK_NLL, CK_BRIER])
  func theValueAloneIsTheSame(_ c: Case, loss: ck_loss) {
    let data = Data(seed: 23, rows: 60, classes: c.classes, scale: c.scale)
    var scratch = [Double](repeating: 0, count: ck_scratch_count(c.classes))
    let value = data.scores.withUnsafeBufferPointer {
      ck_objective_value(
        ck_scores(scores: $0.baseAddress, columns: c.classes, kind: CK_LOGITS),
        0,
        60,
        data.labels,
        nil,
        c.beta,
        c.gamma,
        loss,
        &scratch
      )
    }
    let want = data.objective(c.beta, c.gamma, loss).value
    #expect(abs(value - want) < 1e-12 * max(want, 1))
  }

  @Test func temperatureAloneIsTheFocalObjectiveAtGammaZero() {
    let data = Data(seed: 3, rows: 100, classes: 10, scale: 4)
    for beta in [0.1, 1, 3] {
      let plain = data.objective(beta, 0, CK_TEMPERATURE_NLL)
      let focal = data.objective(beta, 0, CK_NLL)
      #expect(abs(plain.value - focal.value) < 1e-12 * focal.value)
      #expect(abs(plain.beta - focal.beta) < 1e-12 * abs(focal.value))
      #expect(abs(plain.beta_beta - focal.beta_beta) < 1e-11 * focal.beta_beta)
    }
  }

  @Test(arguments: [-1, -0.999, -0.5, 0, 1, 100], [1e-6, 1, 100, 1e4])
  func extremeLogitsGiveFiniteNumbers(gamma: Double, scale: Double) {
    let data = Data(seed: 11, rows: 50, classes: 5, scale: scale)
    for beta in [3.4e-4, 1, 2980] {
      for loss in [CK_NLL, CK_BRIER] {
        for result in [
          data.objective(beta, gamma, loss), data.singleObjective(beta, gamma, loss),
        ] {
          #expect(result.value.isFinite && result.value >= 0)
          #expect(result.beta.isFinite && result.gamma.isFinite)
          #expect(result.beta_beta.isFinite && result.gamma_gamma.isFinite)
          #expect(result.beta_gamma.isFinite)
        }
      }
    }
  }

  @Test func impossibleClassesAndWeights() {
    // Class 2 cannot occur: the row is one of two classes. Weight 3 counts a row three times.
    let z: [Float] = [1, 0, -.infinity, 0.5, 2, -.infinity]
    let two: [Float] = [1, 0, 0.5, 2]
    let with = Data(scores: z, classes: 3, labels: [0, 0], weights: [1, 3])
    let without = Data(scores: two + [0.5, 2, 0.5, 2], classes: 2, labels: [0, 0, 0, 0])
    for gamma in [-0.5, 0, 2] {
      let got = with.objective(0.8, gamma, CK_NLL)
      let want = without.objective(0.8, gamma, CK_NLL)
      #expect(abs(got.value - want.value) < 1e-14)
      #expect(abs(got.gamma_gamma - want.gamma_gamma) < 1e-13)
      #expect(abs(got.beta - want.beta) < 1e-14)
    }
  }

  /// Random logits and labels, and the objectives on them.
  struct Data {
    var scores: [Float]
    var classes: Int
    var labels: [Int32]
    var weights: [Double]?

    init(scores: [Float], classes: Int, labels: [Int32], weights: [Double]? = nil) {
      self.scores = scores
      self.classes = classes
      self.labels = labels
      self.weights = weights
    }

    init(seed: UInt64, rows: Int, classes: Int, scale: Double) {
      // A linear congruential generator is random enough here and needs no import.
      var state = seed
      func uniform() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 11) / Double(1 << 53)
      }
      self.init(
        scores: (0..<rows * classes).map { _ in
          Float(scale * (uniform() + uniform() + uniform() - 1.5) * 2)
        },
        classes: classes,
        labels: (0..<rows).map { _ in Int32(uniform() * Double(classes)) }
      )
    }

    func objective(_ beta: Double, _ gamma: Double, _ loss: ck_loss) -> ck_objective {
      objective(beta, gamma, loss, of: 0.0, by: ck_objective_f64)
    }

    func singleObjective(_ beta: Double, _ gamma: Double, _ loss: ck_loss) -> ck_objective {
      objective(beta, gamma, loss, of: Float(0), by: ck_objective_f32)
    }

    /// The sums in one precision, whose zero fills the scratch space.
    private func objective<Scalar>(
      _ beta: Double,
      _ gamma: Double,
      _ loss: ck_loss,
      of zero: Scalar,
      by kernel: (
        ck_scores, Int, Int, UnsafePointer<Int32>?, UnsafePointer<Double>?, Double, Double,
        ck_loss, UnsafeMutablePointer<Scalar>?
      ) -> ck_objective
    ) -> ck_objective {
      var scratch = [Scalar](repeating: zero, count: ck_scratch_count(classes))
      return scores.withUnsafeBufferPointer { scores in
        let scores = ck_scores(scores: scores.baseAddress, columns: classes, kind: CK_LOGITS)
        // An optional array is no pointer where a closure is called, only where a function is.
        guard let weights else {
          return kernel(scores, 0, labels.count, labels, nil, beta, gamma, loss, &scratch)
        }
        return kernel(scores, 0, labels.count, labels, weights, beta, gamma, loss, &scratch)
      }
    }
  }
}
