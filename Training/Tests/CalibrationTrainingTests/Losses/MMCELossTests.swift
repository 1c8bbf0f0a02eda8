import CalibrationTraining
import Foundation
import Testing

/// Both forms of MMCE, against the paper's double sums in double precision.
@Suite struct MMCELossTests {
  struct Case: Decodable {
    let loss: String
    let logits: [[Float]]
    let labels: [Int]
    let value: Double
    let gradient: [Double]
  }

  @Test func areTheSumsOfThePaper() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Fixtures/mmce_losses.json")
    let cases = try JSONDecoder().decode([Case].self, from: Data(contentsOf: file))
    #expect(Set(cases.map(\.loss)) == ["mmce:2", "mmce-weighted:2"])
    for item in cases {
      let found = try LossEvaluation(
        TrainingLossCatalog.loss(named: item.loss),
        logits: item.logits,
        labels: item.labels
      )
      // A dozen rows, in floats.
      #expect(abs(found.value - item.value) < 2e-6 * item.value, "\(item.loss)")
      for (value, reference) in zip(found.gradient, item.gradient) {
        #expect(abs(Double(value) - reference) < 2e-6, "\(item.loss)")
      }
    }
  }

  /// Where the error is 0 the root has no slope, and must not make the gradient NaN.
  @Test(arguments: ["mmce:2", "mmce-weighted:2"])
  func certainRightRowsHaveAFiniteGradient(name: String) throws {
    let found = try LossEvaluation(
      TrainingLossCatalog.loss(named: name),
      logits: [[200, 0], [0, 200]],
      labels: [0, 1]
    )
    #expect(found.value < 1e-4)
    #expect(found.gradient.allSatisfy { $0.isFinite })
  }
}
