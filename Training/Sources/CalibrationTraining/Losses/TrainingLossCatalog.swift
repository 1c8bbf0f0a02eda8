import Calibration

/// The losses that training can minimise, by name.
///
/// The help, the completion and the errors of `calibrate train`, and the table of the guide, are made
/// from these entries.
public enum TrainingLossCatalog {
  /// All losses.
  public static let entries: [TrainingLossEntry] = [
    TrainingLossEntry(of: .crossEntropy) { _ in CrossEntropyLoss() },
    TrainingLossEntry(of: .labelSmoothing) { given throws(TrainingLossError) in
      try CrossEntropyLoss(smoothing: given.values[0])
    },
    TrainingLossEntry(
      of: .focal,
      parameters: [FocalTrainingLoss.gammaParameter],
      schedule: TrainingLossEntry.Schedule(
        form: "focal:5,3,1@100,250",
        meaning: "the same, γ = 5 before epoch 100, 3 before epoch 250, then 1",
        parameters: "γ of each period of epochs, and the epochs (from 0 on) at which it changes"
      )
    ) { given throws(TrainingLossError) in
      try FocalTrainingLoss(gammas: given.values, startEpochs: given.epochs)
    },
    TrainingLossEntry(
      name: "flsd-53",
      title: "sample-dependent focal loss",
      formula: "focal loss, γ = 5 where q_y < 0.2, else 3",
      source: "Mukhoti et al., NeurIPS 2020"
    ) { _ in SampleDependentFocalLoss() },
    TrainingLossEntry(
      name: "adafocal",
      title: "AdaFocal",
      formula: "focal loss, γ by bins of q_y that follow the validation part",
      source: "Ghosh, Schaaf and Gormley, NeurIPS 2022"
    ) { _ in AdaFocalLoss() },
    TrainingLossEntry(
      name: "dual-focal",
      title: "dual focal loss",
      formula: "−(1 − q_y + q_j)^γ ln q_y, q_j the largest probability below q_y, or 0",
      source: "Tao, Dong and Xu, ICML 2023",
      parameters: [DualFocalLoss.gammaParameter]
    ) { given throws(TrainingLossError) in try DualFocalLoss(gamma: given.values[0]) },
    TrainingLossEntry(of: .brier) { _ in BrierTrainingLoss() },
    TrainingLossEntry(
      name: "mmce",
      title: "cross-entropy with MMCE",
      formula: "−ln q_y, plus λ·MMCE of the batch",
      source: "Kumar, Sarawagi and Jain, ICML 2018",
      parameters: [MMCELoss.factorParameter]
    ) { given throws(TrainingLossError) in try MMCELoss(factor: given.values[0]) },
    TrainingLossEntry(
      name: "mmce-weighted",
      title: "cross-entropy with weighted MMCE",
      formula: "−ln q_y, plus λ·MMCE_w of the batch",
      source: "Kumar, Sarawagi and Jain, ICML 2018",
      parameters: [MMCELoss.factorParameter]
    ) { given throws(TrainingLossError) in
      try MMCELoss(factor: given.values[0], isWeighted: true)
    },
  ]

  /// Everything that can be typed, with examples of the parameters.
  public static let forms: [String] = entries.flatMap(\.forms)

  /// Checks that a text such as `focal:3` stands for a loss.
  ///
  /// - Throws: ``TrainingLossError``, with what can be typed.
  public static func check(_ text: String) throws(TrainingLossError) {
    _ = try loss(named: text)
  }

  /// The loss that a text such as `focal:3` stands for: a name, and after a colon its parameters.
  ///
  /// - Throws: ``TrainingLossError``, with what can be typed.
  package static func loss(named text: String) throws(TrainingLossError) -> any TrainingLoss {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let entry = entries.first(where: { $0.name == parts[0] }) else {
      throw .name(UnknownName(String(parts[0]), kind: "loss", among: entries.map(\.name)))
    }
    guard let values = TrainingLossEntry.Values(parts.count > 1 ? parts[1] : nil, of: entry) else {
      throw .text(text, expected: entry.forms.joined(separator: " or "))
    }
    return try entry.make(values)
  }
}
