import Testing

@testable import CalibrationTraining

@Suite struct RunConfigurationTests {
  private static let unusual = RunConfiguration(
    data: "/data/ä b",
    network: "resnet-110",
    loss: "focal:5,3,1@100,250",
    epochs: 350,
    batchSize: 64,
    learningRate: 0.1 + 0.2,
    schedule: .step(factor: 0.1, afterEpochs: [150, 250]),
    warmupEpochs: 5,
    optimizer: .init(momentum: 0.5, weightDecay: 1e-30, nesterov: true),
    augmentation: nil,
    split: .init(validation: .count(5000), test: .fraction(0.25), trainFraction: 0.2, seed: .max),
    seed: .max,
    device: .cuda,
    threads: 3,
    bfloat16: true,
    damagedImages: .skip,
    trainSampleSize: 7,
    evaluationInterval: 9
  )

  @Test(arguments: [RunConfiguration(data: "x", network: "n", loss: "l"), unusual])
  func jsonKeepsEveryField(configuration: RunConfiguration) throws {
    let json = try RunJSON.encode(configuration)
    #expect(try RunJSON.decode(RunConfiguration.self, from: json) == configuration)
    #expect(try configuration.firstDifference(from: configuration) == nil)
  }

  @Test func theFieldThatDiffersIsNamed() throws {
    var other = Self.unusual
    other.optimizer.momentum = 0.75
    let momentum = try #require(try Self.unusual.firstDifference(from: other))
    #expect(momentum == ("optimizer.momentum", "0.5", "0.75"))
    #expect(try other.hash() != Self.unusual.hash())

    other = Self.unusual
    other.threads = nil
    let threads = try #require(try Self.unusual.firstDifference(from: other))
    #expect(threads == ("threads", "3", "none"))
  }

  @Test func numbersOutOfRangeAreNamed() throws {
    let mistakes: [(String, (inout RunConfiguration) -> Void)] = [
      ("epochs", { $0.epochs = 0 }), ("batch-size", { $0.batchSize = -1 }),
      ("learning-rate", { $0.learningRate = 0 }), ("learning-rate", { $0.learningRate = .nan }),
      ("learning-rate", { $0.learningRate = .infinity }),
      ("warmup-epochs", { $0.warmupEpochs = 20 }), ("warmup-epochs", { $0.warmupEpochs = -1 }),
      ("momentum", { $0.optimizer.momentum = 1 }),
      ("weight-decay", { $0.optimizer.weightDecay = -1 }),
      ("nesterov", { $0.optimizer = .init(momentum: 0, nesterov: true) }),
      ("threads", { $0.threads = 0 }), ("train-sample", { $0.trainSampleSize = 0 }),
      ("evaluate-every", { $0.evaluationInterval = 0 }),
    ]
    let sound = RunConfiguration(data: "x", network: "n", loss: "l")
    try sound.validate()
    for (name, change) in mistakes {
      var configuration = sound
      change(&configuration)
      let error = #expect(throws: RunError.self) { try configuration.validate() }
      #expect(try #require(error).description.contains("--\(name)"))
    }
  }
}
