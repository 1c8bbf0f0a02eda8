import Calibration
import CalibrationTraining
import Testing

@Suite struct NetworkArchitectureTests {
  /// The papers state them rounded (0.27M, 0.46M, …, 36.5M, 1.0M, 0.8M); the exact numbers are
  /// those of the layers that the papers describe, for ten classes.
  @Test(arguments: [
    ("resnet-20", 269_722), ("resnet-32", 464_154), ("resnet-44", 658_586), ("resnet-56", 853_018),
    ("resnet-110", 1_727_962), ("resnet-18", 11_173_962), ("resnet-50", 23_520_842),
    ("wide-resnet-16-4", 2_748_890), ("wide-resnet-28-10", 36_479_194), ("densenet-40", 1_019_722),
    ("densenet-bc-100", 769_162),
  ])
  func hasAsManyParametersAsInThePaper(name: String, count: Int) throws {
    let architecture = try NetworkArchitecture(named: name)
    let network = try Network(architecture, classCount: 10, imageSize: 32, seed: 1)
    #expect(network.parameterCount == count)
  }

  @Test func everyArchitectureIsFoundByItsName() throws {
    for architecture in NetworkArchitecture.all {
      #expect(try NetworkArchitecture(named: architecture.name) == architecture)
    }
    let error = try #require(throws: UnknownName.self) {
      try NetworkArchitecture(named: "resnet-21")
    }
    #expect(error.description == "there is no network 'resnet-21'; did you mean resnet-20?")
  }
}
