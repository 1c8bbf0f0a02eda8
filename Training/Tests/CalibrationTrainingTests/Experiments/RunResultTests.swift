import Calibration
import Foundation
import Testing

@testable import CalibrationTraining

@Suite struct RunResultTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func result(loss: String, confidence: Double = 0.7, log: [EpochRecord] = []) throws -> RunResult {
    let plan = try folder.writePlan("networks = [\"resnet-20\"]\nlosses = [\"\(loss)\"]")
    let run = try #require(plan.runs(on: "images", in: "\(folder.path)/out").first)
    try run.finish(
      train: .twoClasses(confidence: confidence, right: 90, of: 100),
      validation: .twoClasses(confidence: confidence, right: 75, of: 100),
      test: .twoClasses(confidence: confidence, right: 80, of: 100),
      log: log
    )
    return try RunResult(run)
  }

  @Test func theGapIsBetweenTrainingAndTestPart() throws {
    let end = try result(loss: "cross-entropy").end
    #expect(abs(end.accuracyGap - 0.1) < 1e-12)
    #expect(abs(end.trainConfidenceGap + 0.2) < 1e-6)
    #expect(abs(end.testConfidenceGap + 0.1) < 1e-6)
    #expect(abs(end.nllGap - 0.1 * log(0.7 / 0.3)) < 1e-6)
  }

  /// Of two classes, with the confidence q,
  /// logit Φ_γ(q) = ln h(q) − ln h(1 − q), ln h(v) = ln v − γ ln(1 − v) − ln(1 + γ r(v)).
  @Test(arguments: [1.0, 3, 5])
  func theFocalMapReadsTheOutputsAsTheLossMeansThem(gamma: Double) throws {
    let q = 0.7
    func logH(_ v: Double) -> Double {
      log(v) - gamma * log(1 - v) - log(1 - gamma * v * log(v) / (1 - v))
    }
    let p = 1 / (1 + exp(logH(1 - q) - logH(q)))
    let map = try #require(try result(loss: "focal:\(gamma)", confidence: q).focalMap)
    #expect(map.gamma == gamma)
    #expect(abs(map.gap.train.meanConfidence - p) < 1e-6)
    #expect(abs(map.gap.trainConfidenceGap - (p - 0.9)) < 1e-6)
    #expect(abs(map.gap.testConfidenceGap - (p - 0.8)) < 1e-6)
    #expect(abs(map.gap.accuracyGap - 0.1) < 1e-12)
  }

  @Test func theMapOfNoGammaIsTheIdentity() throws {
    let result = try result(loss: "focal:0")
    let gap = try #require(result.focalMap?.gap)
    #expect(abs(gap.train.nll - result.end.train.nll) < 1e-12)
    #expect(abs(gap.test.meanConfidence - result.end.test.meanConfidence) < 1e-12)
  }

  @Test func aScheduleIsReadByItsLastGamma() throws {
    // Twenty epochs, 0 to 19.
    #expect(try result(loss: "focal:5,3@19").focalMap?.gamma == 3)
    #expect(try result(loss: "focal:5,3@20").focalMap?.gamma == 5)
  }

  @Test(arguments: ["cross-entropy", "flsd-53", "adafocal", "brier"])
  func lossesWithoutOneGammaHaveNoMap(loss: String) throws {
    #expect(try result(loss: loss).focalMap == nil)
  }

  @Test func epochsWithoutEvaluationAreLeftOut() throws {
    let train = PartMetrics(nll: 0.5, error: 0.1, ece: 0.05, meanConfidence: 0.85)
    let test = PartMetrics(nll: 0.75, error: 0.2, ece: 0.06, meanConfidence: 0.83)
    let epochs = try result(
      loss: "cross-entropy",
      log: [
        EpochRecord(epoch: 1, train: nil, test: nil),
        EpochRecord(epoch: 2, train: train, test: test),
      ]
    ).epochs
    #expect(epochs.map(\.epoch) == [2])
    let gap = try #require(epochs.first?.gap)
    #expect(abs(gap.accuracyGap - 0.1) < 1e-12)
    #expect(abs(gap.nllGap - 0.25) < 1e-12)
    #expect(abs(gap.trainConfidenceGap + 0.05) < 1e-12)
    #expect(abs(gap.testConfidenceGap - 0.03) < 1e-12)
  }
}
