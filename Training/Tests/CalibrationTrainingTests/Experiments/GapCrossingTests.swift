import Testing

@testable import CalibrationTraining

@Suite struct GapCrossingTests {
  /// A network with given errors of calibration after its epochs, at a generalisation gap of 1 %, 2 %, …
  private func network(_ loss: String, ece: [Double], confidenceGaps: [Double]? = nil, seed: UInt64 = 1) -> RunResult {
    let epochs = ece.indices.map { index in
      let gap = Double(index + 1) / 100
      let confidence = 0.8 - gap + (confidenceGaps ?? ece)[index]
      return RunResult.Epoch(
        epoch: index + 1,
        gap: GeneralizationGap(
          train: PartMetrics(nll: 0.5, error: 0.2, ece: 0.1, meanConfidence: 0.8),
          test: PartMetrics(nll: 1, error: 0.2 + gap, ece: ece[index], meanConfidence: confidence)
        )
      )
    }
    return RunResult(
      name: "plain/resnet-20/\(loss)/seed-\(seed)",
      regime: "plain",
      network: "resnet-20",
      loss: loss,
      seed: seed,
      calibrations: [],
      epochs: epochs,
      end: epochs[epochs.count - 1].gap,
      focalMap: nil
    )
  }

  private func crossing(
    _ ece: [Double],
    against crossEntropy: [Double],
    _ criterion: GapCrossing.Criterion = .ece
  ) throws -> GapCrossing {
    let networks = TrainedNetwork.networks(of: [
      network("cross-entropy", ece: crossEntropy), network("focal:3", ece: ece),
    ])
    return try #require(GapCrossing(networks[1], against: networks[0], by: criterion))
  }

  @Test func theCrossingIsWhereItStaysBetter() throws {
    // Better after 2, 4 and 5.
    let crossing = try crossing([3, 1, 3, 1, 1], against: [2, 2, 2, 2, 2])
    #expect(crossing.betterEpochs == [2, 4, 5])
    #expect(crossing.epochCount == 5)
    let start = try #require(crossing.start)
    #expect(start.epoch == 4)
    #expect(abs(start.crossEntropyGap - 0.04) < 1e-12)
    #expect(
      crossing.sentence
        == "By ECE, focal:3 is better calibrated than cross-entropy from epoch 4 to "
        + "the end, from a generalisation gap of 4.00 % with cross-entropy and 4.00 % with focal:3; "
        + "before that, after 1 of the epochs."
    )
  }

  @Test func alwaysNeverAndNotAtTheEndAreSaid() throws {
    let always = try crossing([1, 1], against: [2, 2])
    #expect(always.start?.epoch == 1)
    #expect(always.sentence.hasSuffix("after all of 2 epochs."))
    // Equal is not better.
    let never = try crossing([2, 3], against: [2, 2])
    #expect(never.start == nil && never.betterEpochs.isEmpty)
    #expect(never.sentence.hasSuffix("after none of 2 epochs."))
    let lost = try crossing([3, 1, 3], against: [2, 2, 2])
    #expect(lost.start == nil && lost.betterEpochs == [2])
    #expect(lost.sentence.hasSuffix("after 1 of 3 epochs, first after epoch 2, but not at the end."))
  }

  @Test func theConfidenceGapCountsByItsSize() throws {
    let networks = TrainedNetwork.networks(of: [
      network("cross-entropy", ece: [0, 0], confidenceGaps: [0.03, 0.03]),
      network("focal:3", ece: [1, 1], confidenceGaps: [-0.05, -0.02]),
    ])
    let crossing = GapCrossing(networks[1], against: networks[0], by: .confidenceGap)
    #expect(crossing?.betterEpochs == [2])
  }

  @Test func seedsDoNotCancelEachOther() throws {
    let networks = TrainedNetwork.networks(of: [
      network("focal:3", ece: [0.02], confidenceGaps: [0.05]),
      network("focal:3", ece: [0.04], confidenceGaps: [-0.05], seed: 2),
    ])
    #expect(networks.count == 1)
    let point = try #require(networks[0].curve.first)
    #expect(abs(point.confidenceGap) < 1e-12)
    #expect(abs(point.confidenceGapSize - 0.05) < 1e-12)
    #expect(abs(point.ece - 0.03) < 1e-12)
  }

  @Test func onlyEpochsThatAllSeedsHaveAreCompared() throws {
    let networks = TrainedNetwork.networks(of: [
      network("focal:3", ece: [1, 1, 1]), network("focal:3", ece: [1, 1], seed: 2),
    ])
    #expect(networks[0].curve.map(\.epoch) == [1, 2])
  }
}
