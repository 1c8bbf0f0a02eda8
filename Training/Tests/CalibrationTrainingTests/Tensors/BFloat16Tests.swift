import Testing

@testable import CalibrationTraining

@Suite struct BFloat16Tests {
  /// The loss of a linear layer's logits, and its gradient by the layer's weight, the identity.
  private func lossAndGradient(
    _ loss: any TrainingLoss,
    inputs: [Float],
    labels: [Int],
    bfloat16: Bool
  ) throws -> (loss: Double, gradient: [Float], logits: [Float]) {
    let classes = inputs.count / labels.count
    let identity = (0..<classes * classes).map { Float($0 % (classes + 1) == 0 ? 1 : 0) }
    let weight = try Tensor(identity, shape: [classes, classes])
    weight.requireGradient()
    let bias = try Tensor([Float](repeating: 0, count: classes), shape: [classes])
    let inputs = try Tensor(inputs, shape: [labels.count, classes])
    let logits = try withBFloat16(bfloat16, on: .cpu) { () throws(TorchError) in
      try inputs.transformed(by: weight, bias: bias)
    }
    let mean = try loss.mean(logits: logits, labels: try Tensor(labels.map(Int64.init)), epoch: 0)
    try mean.backward()
    let gradient = try #require(try weight.gradient()).floats()
    return (try mean.scalar(), gradient, try logits.floats())
  }

  @Test(arguments: [
    "cross-entropy", "label-smoothing:0.05", "focal:3", "flsd-53", "adafocal", "dual-focal:5",
    "brier", "mmce:2", "mmce-weighted:2",
  ])
  func lossesOfNarrowLogitsAreThoseOfTheSameNumbersWidened(name: String) throws {
    let loss = try TrainingLossCatalog.loss(named: name)
    let batch = RandomBatch(rows: 16, classes: 10, scale: 4, seed: 31)
    let inputs = batch.logits.flatMap { $0 }
    let narrow = try lossAndGradient(loss, inputs: inputs, labels: batch.labels, bfloat16: true)
    // The logits have lost the lower half of their digits, so this was bfloat16.
    #expect(narrow.logits.allSatisfy { $0.bitPattern & 0xffff == 0 })
    #expect(narrow.logits != inputs)
    let wide = try lossAndGradient(loss, inputs: narrow.logits, labels: batch.labels, bfloat16: false)
    #expect(narrow.loss == wide.loss)
    // The gradients by the logits and by the weight are rounded to 8 digits; in between, rows partly
    // cancel.
    let largest = try #require(wide.gradient.map { abs($0) }.max())
    for (found, expected) in zip(narrow.gradient, wide.gradient) {
      #expect(abs(found - expected) < 0x1p-6 * largest)
    }
  }
}
