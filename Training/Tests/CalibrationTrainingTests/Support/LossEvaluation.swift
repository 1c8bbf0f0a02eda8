import Calibration
import CalibrationTraining
import Testing

/// A mean training loss of a batch and its gradient by the logits.
struct LossEvaluation {
  let value: Double
  /// Row by row.
  let gradient: [Float]

  init(_ loss: some TrainingLoss, logits rows: [[Float]], labels: [Int], epoch: Int = 0) throws {
    let logits = try Tensor(rows.flatMap { $0 }, shape: [rows.count, rows[0].count])
    logits.requireGradient()
    let mean = try loss.mean(logits: logits, labels: try Tensor(labels.map(Int64.init)), epoch: epoch)
    value = try mean.scalar()
    try mean.backward()
    gradient = try logits.gradient()?.floats() ?? []
  }

  /// Compares a loss on a batch, and its gradient, with a formula in double precision and its central
  /// differences.
  static func expect(
    _ loss: some TrainingLoss,
    on batch: RandomBatch,
    tolerance: Double = 1e-6,
    gradientTolerance: Double = 1e-7,
    sourceLocation: SourceLocation = #_sourceLocation,
    is value: (_ logits: [Double], _ label: Int) throws -> Double
  ) throws {
    let expected = try batch.differences(of: value)
    let found = try LossEvaluation(loss, logits: batch.logits, labels: batch.labels)
    #expect(
      abs(found.value - expected.value) < tolerance * expected.value,
      "\(loss.name)",
      sourceLocation: sourceLocation
    )
    for (value, reference) in zip(found.gradient, expected.gradient) {
      #expect(abs(Double(value) - reference) < gradientTolerance, "\(loss.name)", sourceLocation: sourceLocation)
    }
  }
}

/// A batch of random logits with labels.
struct RandomBatch {
  let logits: [[Float]]
  let labels: [Int]

  init(rows: Int, classes: Int, scale: Float, seed: UInt64) {
    var generator = RandomStream(seed: seed)
    logits = (0..<rows).map { _ in
      (0..<classes).map { _ in Float.random(in: -scale...scale, using: &generator) }
    }
    labels = (0..<rows).map { _ in Int.random(in: 0..<classes, using: &generator) }
  }

  /// The mean over the rows of `value` of logits in double precision, and its gradient by central
  /// differences.
  func differences(
    of value: (_ logits: [Double], _ label: Int) throws -> Double
  ) rethrows -> (value: Double, gradient: [Double]) {
    // The error is of the order of the step's square, and of 1e-16 divided by it.
    let step = 1e-5
    let count = Double(logits.count)
    var sum = 0.0
    var gradient: [Double] = []
    for (row, label) in zip(logits, labels) {
      let point = row.map(Double.init)
      sum += try value(point, label)
      for k in point.indices {
        var (above, below) = (point, point)
        above[k] += step
        below[k] -= step
        let difference = try value(above, label) - value(below, label)
        gradient.append(difference / (above[k] - below[k]) / count)
      }
    }
    return (sum / count, gradient)
  }
}
