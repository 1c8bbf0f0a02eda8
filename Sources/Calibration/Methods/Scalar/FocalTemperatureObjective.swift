import CMath
import CalibrationKernels

/// The mean negative log-likelihood or Brier score of Φ_γ(softmax(z / T)) on data, with derivatives,
/// as a function of the point (ln T, γ).
struct FocalTemperatureObjective: Sendable {
  /// The arithmetic of the classes; sums over rows are always in double precision.
  enum Precision: Sendable {
    case single, double
  }

  let data: LabeledPredictions
  private let kernelLoss: ck_loss
  private let totalWeight: Double

  /// - Parameter varyingGamma: Whether γ will differ from 0. The likelihood of temperature scaling
  ///   alone takes a third of the time.
  init(_ data: LabeledPredictions, loss: FittingObjective, varyingGamma: Bool) {
    self.data = data
    self.kernelLoss = loss == .brier ? CK_BRIER : varyingGamma ? CK_NLL : CK_TEMPERATURE_NLL
    self.totalWeight = data.totalWeight
  }

  /// The number of scores one evaluation reads.
  var scoreCount: Int { data.rowCount * data.predictions.columnCount }

  /// The mean over all rows.
  func evaluate(at point: SIMD2<Double>, _ precision: Precision) -> QuadraticModel {
    let sums =
      switch precision {
      case .single: sums(at: point, ck_objective_f32)
      case .double: sums(at: point, ck_objective_f64)
      }
    return model(sums, at: point)
  }

  /// The mean alone, without derivatives, in double precision.
  func value(at point: SIMD2<Double>) -> Double {
    sums(at: point, ck_objective_value).reduce(0, +) / totalWeight
  }

  /// A kernel that sums over rows of scores: which of them, labels, weights, 1 / T, γ, loss, scratch.
  private typealias Kernel<Scratch, Sum> =
    @Sendable (
      ck_scores, Int, Int, UnsafePointer<Int32>?, UnsafePointer<Double>?, Double, Double, ck_loss,
      UnsafeMutablePointer<Scratch>?
    ) -> Sum

  /// A kernel's sums over the blocks of rows, in order.
  private func sums<Scratch, Sum: Sendable>(at point: SIMD2<Double>, _ kernel: Kernel<Scratch, Sum>) -> [Sum] {
    let scratchCount = ck_scratch_count(data.classCount)
    return data.predictions.blocks.map { rows in
      defer { data.predictions.finishedReading(rows) }
      return data.predictions.withKernelScores { scores in
        data.labels.withUnsafeBufferPointer { labels in
          withOptionalPointer(to: data.weights) { weights in
            withUnsafeTemporaryAllocation(of: Scratch.self, capacity: scratchCount) { scratch in
              kernel(
                scores,
                rows.lowerBound,
                rows.count,
                labels.baseAddress,
                weights,
                exp(-point.x),
                point.y,
                kernelLoss,
                scratch.baseAddress
              )
            }
          }
        }
      }
    }
  }

  private func model(_ sums: [ck_objective], at point: SIMD2<Double>) -> QuadraticModel {
    let sum = sums.reduce(into: ck_objective(), +=)
    let beta = exp(-point.x)
    return QuadraticModel(
      value: sum.value / totalWeight,
      gradient: SIMD2(-beta * sum.beta, sum.gamma) / totalWeight,
      hessian: SIMD3(beta * (beta * sum.beta_beta + sum.beta), sum.gamma_gamma, -beta * sum.beta_gamma) / totalWeight
    )
  }
}

extension ck_objective {
  fileprivate static func += (sum: inout ck_objective, term: ck_objective) {
    sum.value += term.value
    sum.beta += term.beta
    sum.gamma += term.gamma
    sum.beta_beta += term.beta_beta
    sum.beta_gamma += term.beta_gamma
    sum.gamma_gamma += term.gamma_gamma
  }
}

/// Calls `body` with the array's memory, or with `nil` for no array.
func withOptionalPointer<Element, Result>(to array: [Element]?, _ body: (UnsafePointer<Element>?) -> Result) -> Result {
  guard let array else { return body(nil) }
  return array.withUnsafeBufferPointer { body($0.baseAddress) }
}
