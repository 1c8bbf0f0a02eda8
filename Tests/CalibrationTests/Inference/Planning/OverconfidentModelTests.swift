import Testing

@testable import Calibration

struct OverconfidentModelTests {
  @Test
  func accuracyAndErrorsAreThoseAskedFor() throws {
    let model = try #require(OverconfidentModel(accuracy: 0.8, errorNow: 0.06, errorAfter: 0.02))
    let count = Double(model.accuracies.count)
    func error(_ confidences: [Double]) -> Double {
      zip(confidences, model.accuracies).reduce(0) { $0 + abs($1.0 - $1.1) } / count
    }
    // As far as bisection goes.
    #expect(abs(model.accuracies.reduce(0, +) / count - 0.8) < 1e-9)
    #expect(abs(error(model.confidencesNow) - 0.06) < 1e-9)
    #expect(abs(error(model.confidencesAfter) - 0.02) < 1e-9)
    #expect(
      OverconfidentModel(accuracy: 0.8, errorNow: 0.06, errorAfter: 0)?.confidencesAfter
        == model.accuracies
    )
  }

  @Test
  func accurateModelsCannotErrByMuch() {
    #expect(OverconfidentModel(accuracy: 0.99, errorNow: 0.2, errorAfter: 0.1) == nil)
  }
}
