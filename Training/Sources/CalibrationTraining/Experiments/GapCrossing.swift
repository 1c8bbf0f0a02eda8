/// From where on a loss trains the better calibrated network than cross-entropy does, as the
/// generalisation gap grows from epoch to epoch.
///
/// Both networks are compared after the same epochs, on the test part, without calibration.
package struct GapCrossing: Sendable, Hashable, Encodable {
  /// What the better calibrated network has less of.
  package enum Criterion: String, Sendable, Hashable, Codable, CaseIterable {
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
  package struct Place: Sendable, Hashable, Encodable {
    package let epoch: Int
    /// Training accuracy less test accuracy of the network trained with cross-entropy.
    package let crossEntropyGap: Double
    /// The same of the other network.
    package let gap: Double
  }

  package let regime: String
  package let network: String
  package let loss: String
  package let criterion: Criterion
  /// How many epochs were compared.
  package let epochCount: Int
  /// The epochs after which the loss's network is the better one.
  package let betterEpochs: [Int]
  /// From here to the end the loss's network is the better one; `nil` if it is not at the end.
  package let start: Place?

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
  package var sentence: String {
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
