import CalibrationTraining
import Testing

@Suite struct StochasticGradientDescentTests {
  /// Two steps against the recurrences g ← ∇ + λp, v ← μv + g, p ← p − η·(g + μv or v), on the bias
  /// of the last layer.
  @Test(arguments: [false, true])
  func takesTheStepsOfItsFormula(nesterov: Bool) throws {
    let architecture = try NetworkArchitecture(named: "resnet-20")
    let network = try Network(architecture, classCount: 2, imageSize: 32, seed: 4)
    let settings = DescentSettings(momentum: 0.8, weightDecay: 0.25, nesterov: nesterov)
    let optimizer = try StochasticGradientDescent(network, settings: settings)
    let bias = try #require(network.parameters.last).tensor
    let images = try Tensor(images: (0..<2 * 32 * 32 * 3).map { Float($0 % 7) / 7 }, count: 2, height: 32, width: 32)
    let labels = try Tensor([0, 1])

    var expected = try bias.floats()
    var velocity: [Float] = [0, 0]
    let rate: Float = 0.5
    for _ in 0..<2 {
      let logits = try network.logits(of: images, mode: .training)
      try CrossEntropyLoss().mean(logits: logits, labels: labels, epoch: 0).backward()
      let gradient = try #require(try bias.gradient()).floats()
      for k in 0..<2 {
        let g = gradient[k] + 0.25 * expected[k]
        velocity[k] = 0.8 * velocity[k] + g
        expected[k] -= rate * (nesterov ? g + 0.8 * velocity[k] : velocity[k])
      }
      try optimizer.step(rate: Double(rate))
      #expect(try bias.gradient() == nil)
    }
    let values = try bias.floats()
    // A handful of float operations on numbers near one.
    for k in 0..<2 { #expect(abs(values[k] - expected[k]) < 1e-6) }
  }
}
