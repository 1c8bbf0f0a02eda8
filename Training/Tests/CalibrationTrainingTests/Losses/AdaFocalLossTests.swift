import Calibration
import Foundation
import Testing

@testable import CalibrationTraining

@Suite struct AdaFocalLossTests {
  @Test func startsAsFocalLossWithGammaOne() throws {
    let batch = RandomBatch(rows: 8, classes: 4, scale: 3, seed: 51)
    let adaptive = try LossEvaluation(AdaFocalLoss(), logits: batch.logits, labels: batch.labels)
    let focal = try LossEvaluation(FocalTrainingLoss(gamma: 1), logits: batch.logits, labels: batch.labels)
    #expect(adaptive.value == focal.value)
    #expect(adaptive.gradient == focal.gradient)
  }

  @Test func gammaFollowsTheGapByThePapersRule() {
    let raised = AdaFocalLoss.next(2, gap: 0.1)
    #expect(abs(raised - 2.2103418361512953) < 1e-15)  // 2 e^0.1
    let lowered = AdaFocalLoss.next(-1, gap: 0.1)
    #expect(abs(lowered + 0.9048374180359595) < 1e-15)  // −e^−0.1
    #expect(AdaFocalLoss.next(0.21, gap: -0.1) == -0.2)
    #expect(AdaFocalLoss.next(-0.21, gap: 0.1) == 0.2)
    #expect(AdaFocalLoss.next(19.5, gap: 0.5) == 20)
    #expect(AdaFocalLoss.next(-1.9, gap: -0.5) == -2)
  }

  /// Thirty rows of two classes, two in each bin: confidences 0.51, 0.52, …, the first of each pair
  /// right and the second wrong.
  @Test func adaptsBinByBin() throws {
    let confidences = (0..<30).map { 0.51 + Double($0) / 100 }
    let scores = confidences.flatMap { [Float(log($0)), Float(log(1 - $0))] }
    let validation = try LabeledPredictions(
      Predictions(scores, columnCount: 2, kind: .logits),
      labels: (0..<30).map { Int32($0 % 2) }
    )
    let adapted = AdaFocalLoss().adapted(to: validation)
    for bin in 0..<15 {
      let gap = (confidences[2 * bin] + confidences[2 * bin + 1]) / 2 - 0.5
      // Confidences of floats.
      #expect(abs(adapted.gammas[bin] - exp(gap)) < 1e-6)
      if bin > 0 { #expect(abs(adapted.bounds[bin - 1] - confidences[2 * bin]) < 1e-6) }
    }
    let twice = adapted.adapted(to: validation)
    #expect(abs(twice.gammas[14] - exp(2 * (0.795 - 0.5))) < 1e-6)
  }

  @Test func fewerRowsThanBinsChangeNothing() throws {
    let validation = try LabeledPredictions(Predictions([1, 2, 3, 0], columnCount: 2, kind: .logits), labels: [0, 0])
    #expect(AdaFocalLoss().adapted(to: validation).state == AdaFocalLoss().state)
  }

  @Test func rowsTakeTheGammaOfTheirOwnBin() throws {
    // γ = 1 … 15 in bins of equal width.
    let loss = try #require(AdaFocalLoss().restored(from: (1...15).map(Double.init) + AdaFocalLoss().bounds))
    // ln p and ln(1 − p) with p = 0.5 in bin 7 and p = 0.9 in bin 13.
    for (probability, gamma) in [(0.5, 8.0), (0.9, 14)] {
      let row = [Float(log(probability)), Float(log(1 - probability))]
      let found = try LossEvaluation(loss, logits: [row], labels: [0])
      let expected = try FocalLoss(gamma: gamma).value(logits: row.map(Double.init), label: 0)
      #expect(abs(found.value - expected) < 2e-6 * expected)
    }
  }

  @Test func theStateComesBackAndNonsenseDoesNot() throws {
    let gammas = [-2, 20] + [Double](repeating: 0.3, count: 13)
    let state = gammas + AdaFocalLoss().bounds
    #expect(AdaFocalLoss().restored(from: state)?.state == state)
    var broken: [[Double]] = [[], [1], Array(state.dropLast())]
    for (index, value) in [(0, -3.0), (1, .nan), (2, 0), (20, 2), (20, 0)] {
      broken.append(state)
      broken[broken.count - 1][index] = value
    }
    for state in broken { #expect(AdaFocalLoss().restored(from: state) == nil) }
  }
}
