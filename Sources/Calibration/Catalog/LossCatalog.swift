/// The losses of the library by name, for callers that cannot name a Swift type: command lines, files,
/// other languages.
///
/// ```swift
/// let loss = try LossCatalog.loss(named: "focal:3")
/// let probabilities = try loss.calibrationMap.probabilities(forLogits: [2, 0, -1])
/// let entropy = try loss.properPart.entropy(ofLogits: [2, 0, -1])
/// ```
public enum LossCatalog {
  /// All losses.
  public static let entries: [LossEntry] = [
    .crossEntropy, .labelSmoothing, .focal, .sigmoidFocal, .brier,
  ]

  /// The names of all losses.
  public static let names: [String] = entries.map(\.name)

  /// What is known of a loss.
  ///
  /// - Throws: ``UnknownName``, with the names closest to it.
  public static func entry(named name: String) throws(UnknownName) -> LossEntry {
    guard let entry = entries.first(where: { $0.name == name }) else {
      throw UnknownName(name, kind: "loss", among: names)
    }
    return entry
  }

  /// The loss that a text such as `focal:3` stands for: a name, and after a colon the values of its
  /// parameters in order, with commas.
  ///
  /// - Throws: ``LossCatalogError``.
  public static func loss(named text: String) throws(LossCatalogError) -> any ClassificationLoss {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let entry: LossEntry
    do throws(UnknownName) {
      entry = try self.entry(named: String(parts[0]))
    } catch {
      throw .name(error)
    }
    guard parts.count > 1 else { return try entry.loss() }
    let values = parts[1].split(separator: ",", omittingEmptySubsequences: false)
      .compactMap { Double($0) }
    let commas = parts[1].count { $0 == "," }
    guard values.count == commas + 1, values.count == entry.parameters.count else {
      throw .text(text, form: entry.form)
    }
    return try entry.loss(inOrder: values)
  }
}

extension LossEntry {
  /// ``CrossEntropy``.
  public static let crossEntropy = LossEntry(
    name: "cross-entropy",
    title: "cross-entropy",
    formula: "−ln q_y",
    source: "Good 1952"
  ) { _ in CrossEntropy() }

  /// ``LabelSmoothedCrossEntropy``.
  public static let labelSmoothing = LossEntry(
    name: "label-smoothing",
    title: "cross-entropy with smoothed labels",
    formula: "−Σ_k ((1 − ε)·[k = y] + ε/K)·ln q_k",
    source: "Szegedy et al., CVPR 2016",
    parameters: [LabelSmoothedCrossEntropy.smoothingParameter]
  ) { values throws(LossError) in try LabelSmoothedCrossEntropy(smoothing: values[0]) }

  /// ``FocalLoss``.
  public static let focal = LossEntry(
    name: "focal",
    title: "focal loss",
    formula: "−(1 − q_y)^γ ln q_y",
    source: "Lin et al., ICCV 2017",
    parameters: [FocalLoss.gammaParameter]
  ) { values throws(LossError) in try FocalLoss(gamma: values[0]) }

  /// ``SigmoidFocalLoss``.
  public static let sigmoidFocal = LossEntry(
    name: "sigmoid-focal",
    title: "α-balanced focal loss of one sigmoid output",
    formula: "−α (1 − q_1)^γ ln q_1 for class 1, −(1 − α) q_1^γ ln(1 − q_1) for class 0",
    source: "Lin et al., ICCV 2017",
    parameters: [SigmoidFocalLoss.gammaParameter, SigmoidFocalLoss.alphaParameter]
  ) { values throws(LossError) in try SigmoidFocalLoss(gamma: values[0], alpha: values[1]) }

  /// ``BrierLoss``.
  public static let brier = LossEntry(
    name: "brier",
    title: "Brier score, summed over classes",
    formula: "Σ_k (q_k − [k = y])²",
    source: "Brier 1950"
  ) { _ in BrierLoss() }
}
