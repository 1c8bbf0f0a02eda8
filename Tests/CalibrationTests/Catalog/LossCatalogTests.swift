import Testing

@testable import Calibration

@Suite struct LossCatalogTests {
  @Test func namesAreDistinctAndFormsMakeLosses() throws {
    #expect(Set(LossCatalog.names).count == LossCatalog.entries.count)
    for entry in LossCatalog.entries {
      let loss = try LossCatalog.loss(named: entry.form)
      #expect(entry.parameters.allSatisfy { $0.contains($0.example) }, "\(entry.name)")
      #expect(entry.parameters.allSatisfy { $0.defaultValue.map($0.contains) ?? true })
      let values = entry.parameters.map { ($0.name, $0.example) }
      let named = try entry.loss(Dictionary(uniqueKeysWithValues: values))
      #expect("\(named)" == "\(loss)", "\(entry.name)")
    }
  }

  /// What must hold for any loss holds for every entry.
  @Test(arguments: LossCatalog.names)
  func everyLossKeepsItsPromises(name: String) throws {
    let entry = try LossCatalog.entry(named: name)
    try expectPromises(of: LossCatalog.loss(named: entry.form))
  }

  private func expectPromises(of loss: some ClassificationLoss) throws {
    let classes = loss.classCount.map { [$0] } ?? [2, 3, 6]
    try LossChecks.expectDerivatives(of: loss, classes: classes)
    try LossChecks.expectFinite(loss)
    // Small logits: smoothed labels have no proper part where q is below ε / K.
    try LossChecks.expectDecomposition(of: loss, classes: classes, spread: 0.1)
    let truths = LossChecks.truths.filter { classes.contains($0.count) }
    try LossChecks.expectProper(loss, truths: truths)
    #expect(loss.isProper == (loss.calibrationMap is IdentityMap))
  }

  @Test func mapAndProperPartAreThereWithoutTheType() throws {
    let loss = try LossCatalog.loss(named: "focal:3")
    let logits: [Double] = [2, 0, -1]
    let focal = try FocalLoss(gamma: 3)
    #expect(
      try loss.calibrationMap.probabilities(forLogits: logits)
        == focal.calibrationMap.probabilities(forLogits: logits)
    )
    #expect(try loss.properPart.entropy(ofLogits: logits) == focal.properPart.entropy(ofLogits: logits))
  }

  @Test func parametersMayBeNamedAndHaveDefaults() throws {
    let entry = try LossCatalog.entry(named: "sigmoid-focal")
    #expect(try entry.loss(["alpha": 0.4]) as? SigmoidFocalLoss == SigmoidFocalLoss(gamma: 2, alpha: 0.4))
    #expect(
      try LossCatalog.loss(named: "label-smoothing") as? LabelSmoothedCrossEntropy
        == LabelSmoothedCrossEntropy(smoothing: 0.1)
    )
  }

  @Test(arguments: [
    ("focl:3", "did you mean focal?"),
    ("hinge", "choose one of cross-entropy, label-smoothing, focal, sigmoid-focal, brier"),
    ("focal", "focal needs gamma, finite and above -1; give it as in focal:3"),
    ("focal:x", "type it as focal:3"), ("focal:", "type it as focal:3"),
    ("focal:1,2", "type it as focal:3"), ("brier:1", "type it as brier"),
    ("focal:-1", "gamma is -1.0; it must be finite and above -1"),
    ("focal:inf", "gamma is inf; it must be finite and above -1"),
    ("label-smoothing:1", "smoothing is 1.0; it must be at least 0 and less than 1"),
    ("sigmoid-focal:2,1", "alpha is 1.0; it must be strictly between 0 and 1"),
  ])
  func mistakesAreNamedWithTheFix(text: String, message: String) throws {
    let error = try #require(throws: LossCatalogError.self) { try LossCatalog.loss(named: text) }
    #expect(error.description.hasSuffix(message), "\(error)")
  }

  @Test func unknownParametersAreNamed() throws {
    let focal = try LossCatalog.entry(named: "focal")
    let error = try #require(throws: LossCatalogError.self) { try focal.loss(["gama": 3]) }
    #expect(error.description == "focal has no parameter 'gama'; its parameters are gamma")
  }

  @Test func theGuideHasTheTable() throws {
    let rows = try LossCatalog.entries.map { entry in
      let loss = try LossCatalog.loss(named: entry.form)
      let parameters = entry.parameters.map { parameter in
        parameter.notation
          + (parameter.defaultValue.map { ", by default \($0.shortDescription)" } ?? "")
      }
      return [
        "`\(entry.form)`", "`\(type(of: loss))`", entry.formula,
        parameters.joined(separator: "; "), "`\(type(of: loss.calibrationMap))`",
      ]
    }
    try GuidePart("library-losses", of: "TrainingLosses.md").expectTable(
      ["Name", "Type", "Loss of a row", "Parameters", "Calibration map"],
      rows
    )
  }
}
