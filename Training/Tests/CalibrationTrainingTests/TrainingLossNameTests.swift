import CalibrationTraining
import Testing

@Suite struct TrainingLossNameTests {
  @Test(arguments: [
    "cross-entropy", "focal:3", "focal:0.5", "focal:5,3,1@100,250", "flsd-53", "adafocal",
    "dual-focal:5", "brier", "mmce:2", "mmce-weighted:2", "label-smoothing:0.05",
  ])
  func aLossHasTheNameItWasMadeBy(name: String) throws {
    #expect(try TrainingLossName.loss(named: name).name == name)
  }

  @Test(arguments: [
    "focal", "focal:", "focal:x", "focal:3,", "focal:3@", "focal:5,3@1,", "focal:3:4", "flsd-53:1",
    "adafocal:1", "brier:2", "cross-entropy:0", "label-smoothing", "mmce", "mmce-weighted:a",
  ])
  func parametersThatCannotBeReadAreAnsweredWithAnExample(name: String) throws {
    let error = try #require(throws: TrainingLossError.self) {
      try TrainingLossName.loss(named: name)
    }
    guard case .parameters(name, let expected) = error else {
      Issue.record("\(error)")
      return
    }
    let example = try #require(expected.split(separator: " ").first).description
    #expect(try TrainingLossName.loss(named: example).name == example)
    #expect(error.description.contains(expected))
  }

  @Test(arguments: [
    "focal:-1", "focal:nan", "focal:5,3@0", "focal:5,3", "focal:3@7", "dual-focal:-1", "mmce:-2",
    "mmce-weighted:inf", "label-smoothing:1", "label-smoothing:-0.1",
  ])
  func valuesOutOfRangeAreRefused(name: String) throws {
    let error = try #require(throws: TrainingLossError.self) {
      try TrainingLossName.loss(named: name)
    }
    if case .parameters = error { Issue.record("\(error)") }
  }

  @Test(arguments: ["", "Focal:3", "hinge", ":3"])
  func anUnknownNameIsAnsweredWithAllThereAre(name: String) throws {
    let error = try #require(throws: TrainingLossError.unknownName(name)) {
      try TrainingLossName.loss(named: name)
    }
    for form in TrainingLossName.forms { #expect(error.description.contains(form)) }
  }
}
