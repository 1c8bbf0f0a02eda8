/// The names of the training losses on the command line, and the losses that they stand for.
public enum TrainingLossName {
  /// A name, how it is typed with parameters, and what makes the loss of what follows the colon; nil
  /// if that cannot be read.
  private struct Entry: Sendable {
    let name: String
    let example: String
    let make: @Sendable (_ parameters: Substring?) throws(TrainingLossError) -> (any TrainingLoss)?
  }

  private static let entries: [Entry] = [
    Entry(name: "cross-entropy", example: "cross-entropy") { parameters in
      parameters == nil ? CrossEntropyLoss() : nil
    },
    Entry(name: "focal", example: "focal:3 or focal:5,3,1@100,250") {
      parameters throws(TrainingLossError) in
      try focal(parameters)
    },
    Entry(name: "flsd-53", example: "flsd-53") { parameters in
      parameters == nil ? SampleDependentFocalLoss() : nil
    },
    Entry(name: "adafocal", example: "adafocal") { parameters in
      parameters == nil ? AdaFocalLoss() : nil
    },
    Entry(name: "dual-focal", example: "dual-focal:5") { parameters throws(TrainingLossError) in
      guard let gamma = number(parameters) else { return nil }
      return try DualFocalLoss(gamma: gamma)
    },
    Entry(name: "brier", example: "brier") { parameters in
      parameters == nil ? BrierTrainingLoss() : nil
    },
    Entry(name: "mmce", example: "mmce:2") { parameters throws(TrainingLossError) in
      guard let factor = number(parameters) else { return nil }
      return try MMCELoss(factor: factor)
    },
    Entry(name: "mmce-weighted", example: "mmce-weighted:2") {
      parameters throws(TrainingLossError) in
      guard let factor = number(parameters) else { return nil }
      return try WeightedMMCELoss(factor: factor)
    },
    Entry(name: "label-smoothing", example: "label-smoothing:0.05") {
      parameters throws(TrainingLossError) in
      guard let smoothing = number(parameters) else { return nil }
      guard smoothing >= 0, smoothing < 1 else { throw .smoothing(smoothing) }
      return CrossEntropyLoss(smoothing: smoothing)
    },
  ]

  /// What can be typed, with an example of the parameters where there are some.
  public static let forms: [String] = entries.map(\.example)

  /// The loss that a name such as `focal:3` stands for: a name of ``forms``, and its parameters
  /// after a colon.
  ///
  /// - Throws: ``TrainingLossError``, with what can be typed.
  public static func loss(named text: String) throws(TrainingLossError) -> any TrainingLoss {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let entry = entries.first(where: { $0.name == parts[0] }) else {
      throw .unknownName(text)
    }
    guard let loss = try entry.make(parts.count > 1 ? parts[1] : nil) else {
      throw .parameters(name: text, expected: entry.example)
    }
    return loss
  }

  private static func number(_ text: Substring?) -> Double? {
    text.flatMap { Double($0) }
  }

  /// γ, or γ of each stretch of epochs and after an @ the epochs at which they change.
  private static func focal(_ text: Substring?) throws(TrainingLossError) -> FocalTrainingLoss? {
    guard let text else { return nil }
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    guard let gammas = list(parts[0], Double.init) else { return nil }
    let epochs = parts.count > 1 ? list(parts[1]) { Int($0) } : []
    guard let epochs else { return nil }
    return try FocalTrainingLoss(gammas: gammas, startEpochs: epochs)
  }

  /// The values of a list with commas; nil if one cannot be read.
  private static func list<Value>(_ text: Substring, _ read: (Substring) -> Value?) -> [Value]? {
    let values = text.split(separator: ",", omittingEmptySubsequences: false).map(read)
    return values.contains { $0 == nil } ? nil : values.compactMap { $0 }
  }
}

extension Double {
  /// Without the `.0` of whole numbers.
  var shortDescription: String {
    description.hasSuffix(".0") ? String(description.dropLast(2)) : description
  }
}
