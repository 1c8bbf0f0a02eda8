/// From where on a loss trains the better calibrated network than cross-entropy does, as the
/// generalisation gap grows from epoch to epoch.
///
/// Both networks are compared after the same epochs, on the test part, without calibration.
public struct GapCrossing: Sendable, Hashable, Encodable {
  /// What the better calibrated network has less of.
  public enum Criterion: String, Sendable, Hashable, Codable, CaseIterable {
    case ece
    /// The size of confidence less accuracy.
    case confidenceGap = "confidence_gap"

    func value(_ point: GapPoint) -> Double {
      switch self {
      case .ece: point.ece
      case .confidenceGap: point.confidenceGapSize
      }
    }

    /// How a sentence names it.
    var title: String {
      switch self {
      case .ece: "ECE"
      case .confidenceGap: "|confidence − accuracy|"
      }
    }
  }

  /// Where both networks stand after an epoch.
  public struct Place: Sendable, Hashable, Encodable {
    public let epoch: Int
    /// Training accuracy less test accuracy of the network trained with cross-entropy.
    public let crossEntropyGap: Double
    /// The same of the other network.
    public let gap: Double
  }

  public let regime: String
  public let network: String
  public let loss: String
  public let criterion: Criterion
  /// How many epochs were compared.
  public let epochCount: Int
  /// The epochs after which the loss's network is the better one.
  public let betterEpochs: [Int]
  /// From here to the end the loss's network is the better one; `nil` if it is not at the end.
  public let start: Place?

  /// Compares two networks of the same regime and architecture; `nil` where they have no epoch in
  /// common.
  init?(_ network: TrainedNetwork, against crossEntropy: TrainedNetwork, by criterion: Criterion) {
    let others = Dictionary(uniqueKeysWithValues: crossEntropy.curve.map { ($0.epoch, $0) })
    let pairs = network.curve.compactMap { point in others[point.epoch].map { (point, $0) } }
    guard !pairs.isEmpty else { return nil }
    func isBetter(_ pair: (GapPoint, GapPoint)) -> Bool {
      criterion.value(pair.0) < criterion.value(pair.1)
    }
    regime = network.regime
    self.network = network.network
    loss = network.loss
    self.criterion = criterion
    epochCount = pairs.count
    betterEpochs = pairs.filter(isBetter).map(\.0.epoch)
    let lastWorse = pairs.lastIndex { !isBetter($0) } ?? -1
    start = pairs.dropFirst(lastWorse + 1).first.map { own, other in
      Place(epoch: own.epoch, crossEntropyGap: other.accuracyGap, gap: own.accuracyGap)
    }
  }

  /// What the comparison found.
  public var sentence: String {
    let epochs = epochCount == 1 ? "1 epoch" : "\(epochCount) epochs"
    let subject = "By \(criterion.title), \(loss) is better calibrated than cross-entropy"
    guard let first = betterEpochs.first else {
      return "\(subject) after none of \(epochs)."
    }
    guard betterEpochs.count < epochCount else {
      return "\(subject) after all of \(epochs)."
    }
    guard let start else {
      return "\(subject) after \(betterEpochs.count) of \(epochs), first after epoch "
        + "\(first), but not at the end."
    }
    let before = betterEpochs.count { $0 < start.epoch }
    return "\(subject) from epoch \(start.epoch) to the end, from a generalisation gap of "
      + "\(ReportText.percent(start.crossEntropyGap)) % with cross-entropy and "
      + "\(ReportText.percent(start.gap)) % with \(loss); before that, after "
      + "\(before == 0 ? "no epoch" : "\(before) of the epochs")."
  }
}
