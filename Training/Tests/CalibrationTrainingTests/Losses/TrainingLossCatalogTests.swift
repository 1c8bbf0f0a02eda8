import Calibration
import Testing

@testable import CalibrationTraining

@Suite struct TrainingLossCatalogTests {
  @Test(arguments: TrainingLossCatalog.forms + ["focal:0.5", "label-smoothing:0.05"])
  func aLossHasTheNameItWasMadeBy(name: String) throws {
    #expect(try TrainingLossCatalog.loss(named: name).name == name)
  }

  @Test func namesAreDistinctAndExamplesInRange() {
    let entries = TrainingLossCatalog.entries
    #expect(Set(entries.map(\.name)).count == entries.count)
    for parameter in entries.flatMap(\.parameters) {
      #expect(parameter.contains(parameter.example), "\(parameter)")
    }
  }

  /// A loss that the library has too is the same number with the same gradient.
  @Test(arguments: TrainingLossCatalog.forms)
  func libraryLossesAreTheSameLoss(name: String) throws {
    let loss = try TrainingLossCatalog.loss(named: name)
    let isInLibrary = LossCatalog.names.contains { name == $0 || name.hasPrefix("\($0):") }
    #expect((loss.libraryLoss(inEpoch: 0) != nil) == isInLibrary)
    guard let library = loss.libraryLoss(inEpoch: 0) else { return }
    // The losses of libtorch itself are computed in floats.
    try LossEvaluation.expect(
      loss,
      on: RandomBatch(rows: 8, classes: 10, scale: 4, seed: 3),
      tolerance: 2e-6,
      gradientTolerance: 2e-7
    ) { try library.value(logits: $0, label: $1) }
  }

  @Test func defaultsMayBeLeftOut() throws {
    #expect(try TrainingLossCatalog.loss(named: "label-smoothing").name == "label-smoothing:0.1")
  }

  @Test(arguments: [
    "focal", "focal:", "focal:x", "focal:3,", "focal:3@", "focal:5,3@1,", "focal:3:4", "flsd-53:1",
    "adafocal:1", "brier:2", "cross-entropy:0", "label-smoothing:", "mmce", "mmce-weighted:a",
    "dual-focal:1,2", "mmce:2@1",
  ])
  func parametersThatCannotBeReadAreAnsweredWithAnExample(name: String) throws {
    let error = try #require(throws: TrainingLossError.self) {
      try TrainingLossCatalog.check(name)
    }
    guard case .text(name, let expected) = error else {
      Issue.record("\(error)")
      return
    }
    let example = try #require(expected.split(separator: " ").first).description
    #expect(try TrainingLossCatalog.loss(named: example).name == example)
    #expect(error.description.contains(expected))
  }

  @Test(arguments: [
    ("focal:-1", "gamma is -1.0; it must be finite and at least 0"),
    ("focal:nan", "gamma is nan"), ("focal:5,-3@1", "gamma is -3.0"),
    ("focal:5,3@0", "a schedule"), ("focal:5,3", "a schedule"), ("focal:3@7", "a schedule"),
    ("dual-focal:-1", "gamma is -1.0"), ("mmce:-2", "factor is -2.0"),
    ("mmce-weighted:inf", "factor is inf"), ("label-smoothing:1", "smoothing is 1.0"),
    ("label-smoothing:-0.1", "smoothing is -0.1"),
  ])
  func valuesOutOfRangeAreRefused(name: String, message: String) throws {
    let error = try #require(throws: TrainingLossError.self) {
      try TrainingLossCatalog.check(name)
    }
    #expect(error.description.hasPrefix(message), "\(error)")
  }

  @Test(arguments: [
    ("focl:3", "there is no loss 'focl'; did you mean focal?"),
    ("ada-focal", "there is no loss 'ada-focal'; did you mean adafocal?"),
    (":3", "there is no loss ''; choose one of cross-entropy, label-smoothing, focal, flsd-53"),
  ])
  func anUnknownNameIsAnsweredWithWhatMayBeMeant(name: String, message: String) throws {
    let error = try #require(throws: TrainingLossError.self) {
      try TrainingLossCatalog.check(name)
    }
    #expect(error.description.hasPrefix(message), "\(error)")
  }

  @Test func theGuideHasTheTable() throws {
    let rows = TrainingLossCatalog.entries.flatMap { entry in
      let parameters = entry.parameters.map { parameter in
        parameter.notation
          + (parameter.defaultValue.map { ", by default \($0.shortDescription)" } ?? "")
      }
      let values = parameters.joined(separator: "; ")
      let row = ["`\(entry.forms[0])`", entry.formula, values, entry.source]
      let schedule = entry.schedule.map { ["`\($0.form)`", $0.meaning, $0.parameters, ""] }
      return [row] + (schedule.map { [$0] } ?? [])
    }
    try GuidePart("losses", of: "TrainingLosses.md").expectTable(
      ["Name", "Loss of a row", "Parameters", "Source"],
      rows
    )
  }
}
