import Calibration
import CalibrationTraining
import Foundation
import Testing

@Suite struct NetworkTests {
  /// Networks that take well under a second for two images without optimisation.
  @Test(arguments: ["resnet-20", "resnet-18", "resnet-50", "wide-resnet-16-4", "densenet-bc-100"], [32, 64])
  func givesOneFiniteLogitPerClass(name: String, size: Int) throws {
    let architecture = try NetworkArchitecture(named: name)
    let network = try Network(architecture, classCount: 7, imageSize: size, seed: 3)
    let images = try randomImages(count: 2, size: size, seed: 5)
    for mode in [NetworkMode.training, .evaluation] {
      let logits = try withoutGradients { () throws(TorchError) in
        try network.logits(of: images, mode: mode)
      }
      #expect(logits.shape == [2, 7])
      #expect(try logits.floats().allSatisfy(\.isFinite))
    }
  }

  @Test func theSeedGivesTheWeights() throws {
    let architecture = try NetworkArchitecture(named: "resnet-20")
    let weights = try [1, 1, 2].map { seed in
      try Network(architecture, classCount: 3, imageSize: 32, seed: seed).parameters.map {
        try $0.tensor.floats()
      }
    }
    #expect(weights[0] == weights[1])
    #expect(weights[0] != weights[2])
  }

  /// The gradient of the mean loss by the bias of the last layer is the mean of q − [k = y].
  @Test func aBackwardPassReachesEveryParameter() throws {
    let architecture = try NetworkArchitecture(named: "resnet-20")
    let network = try Network(architecture, classCount: 3, imageSize: 32, seed: 1)
    let images = try randomImages(count: 4, size: 32, seed: 2)
    let logits = try network.logits(of: images, mode: .training)
    let loss = try CrossEntropyLoss().mean(logits: logits, labels: try Tensor([0, 1, 2, 1]), epoch: 0)
    try loss.backward()
    for parameter in network.parameters {
      let gradient = try #require(try parameter.tensor.gradient(), "\(parameter.name)")
      #expect(try gradient.floats().allSatisfy(\.isFinite))
    }
    let values = try logits.floats()
    var expected = [Float](repeating: 0, count: 3)
    for (row, label) in [0, 1, 2, 1].enumerated() {
      let exponentials = (0..<3).map { exp(Double(values[3 * row + $0])) }
      for k in 0..<3 {
        let probability = exponentials[k] / exponentials.reduce(0, +)
        expected[k] += Float(probability - (k == label ? 1 : 0)) / 4
      }
    }
    let bias = try #require(network.parameters.last)
    let gradient = try #require(try bias.tensor.gradient()).floats()
    // Sums of a few floats of size at most one.
    for k in 0..<3 { #expect(abs(gradient[k] - expected[k]) < 1e-6) }
  }

  private func randomImages(count: Int, size: Int, seed: UInt64) throws -> Tensor {
    var generator = RandomStream(seed: seed)
    let values = (0..<count * size * size * 3).map { _ in
      Float.random(in: -1...1, using: &generator)
    }
    return try Tensor(images: values, count: count, height: size, width: size)
  }
}
