import CalibrationTraining
import Foundation
import Testing

/// The fused losses where formulas in floats give 0, NaN or few digits, against arbitrary precision.
@Suite struct ExtremeLossTests {
  struct Case: Decodable {
    let loss: String
    let logits: [String]
    let label: Int
    let value: Double
    let gradient: [Double]
  }

  static let cases: [Case] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Fixtures/extreme_losses.json")
    return (try? JSONDecoder().decode([Case].self, from: Data(contentsOf: file))) ?? []
  }()

  @Test func valuesAndGradientsAreExact() throws {
    #expect(Self.cases.count > 150)
    for item in Self.cases {
      let logits = try item.logits.map { try #require(Float($0)) }
      let found = try evaluation(item.loss, logits: logits, label: item.label)
      expectClose(found.value, item.value, "\(item.loss) \(item.logits) \(item.label)")
      for (k, expected) in item.gradient.enumerated() {
        expectClose(Double(found.gradient[k]), expected, "gradient \(k) of \(item.loss) \(item.logits) \(item.label)")
      }
    }
  }

  @Test(arguments: ["focal:3", "focal:0", "dual-focal:5", "brier", "flsd-53"])
  func anImpossibleLabelHasAFiniteGradient(name: String) throws {
    let found = try LossEvaluation(TrainingLossCatalog.loss(named: name), logits: [[1, -.infinity, 0]], labels: [1])
    #expect(name == "brier" ? found.value.isFinite : found.value == .infinity)
    #expect(found.gradient.allSatisfy { $0.isFinite })
  }

  @Test(arguments: ["focal:3", "dual-focal:5", "brier", "flsd-53"])
  func logitsThatAreNoNumbersGiveNoNumber(name: String) throws {
    let loss = try TrainingLossCatalog.loss(named: name)
    let finite: [Float] = (0..<11).map(Float.init)
    for bad in [Float.nan, .infinity] {
      // In the first vector and in the rest of the last one.
      for position in [2, 10] {
        var row = finite
        row[position] = bad
        let found = try LossEvaluation(loss, logits: [finite, row], labels: [1, 1])
        #expect(found.value.isNaN, "\(bad) at \(position)")
      }
    }
    let empty = [Float](repeating: -.infinity, count: 3)
    #expect(try LossEvaluation(loss, logits: [empty], labels: [1]).value.isNaN)
  }

  private func evaluation(_ name: String, logits: [Float], label: Int) throws -> LossEvaluation {
    if name.hasPrefix("focal:-") {
      // The inverse focal loss is there within AdaFocal only.
      let gamma = try #require(Double(name.dropFirst("focal:".count)))
      let gammas = [Double](repeating: gamma, count: AdaFocalLoss().gammas.count)
      let loss = try #require(AdaFocalLoss().restored(from: gammas + AdaFocalLoss().bounds))
      return try LossEvaluation(loss, logits: [logits], labels: [label])
    }
    return try LossEvaluation(TrainingLossCatalog.loss(named: name), logits: [logits], labels: [label])
  }

  /// To 1e-6, except where floats have no digits left.
  private func expectClose(_ found: Double, _ expected: Double, _ comment: String) {
    let tolerance = 1e-6 * abs(expected) + Double(Float.leastNormalMagnitude)
    #expect(abs(found - expected) <= tolerance, "\(comment): \(found), not \(expected)")
  }
}
