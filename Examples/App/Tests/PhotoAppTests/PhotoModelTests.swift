import Calibration
import PhotoApp
import Testing

/// The model of the view, with a classifier that gives the logits that a test asks for.
@MainActor @Suite struct PhotoModelTests {
  private struct Parrot: PhotoClassifier {
    let classNames = [
      "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
    ]

    func logits(of photo: [Float]) async throws -> [Float] { photo }
  }

  private func model() throws -> PhotoModel<Parrot> {
    PhotoModel(Parrot(), calibrator: try .bundled())
  }

  @Test func aPhotoThatStandsOutIsCertain() async throws {
    let model = try model()
    #expect(model.state == .empty)
    await model.classify([0, 0, 0, 5, 0, 0, 0, 0, 0, 0])
    guard case .certain(let guess) = model.state else {
      Issue.record("\(model.state)")
      return
    }
    #expect(guess.name == "cat")
    #expect(guess.probability > 0.9)
  }

  /// The network was trained with focal loss and says too little: its 0.5 means 0.711 with the other
  /// classes even, as `calibrate explain` tells.
  @Test func confidenceIsCalibrated() async throws {
    let model = try model()
    var photo = [Float](repeating: 0, count: 10)
    photo[8] = 2.1972246  // ln 9: a probability of 0.5 beside nine even classes
    await model.classify(photo)
    guard case .unsure(let guesses) = model.state else {
      Issue.record("\(model.state)")
      return
    }
    #expect(guesses.count == 3)
    #expect(guesses.first?.name == "ship")
    #expect(abs((guesses.first?.probability ?? 0) - 0.711) < 0.0005)
  }

  @Test func outputsOfAnotherModelFail() async throws {
    let model = try model()
    await model.classify([1, 2, 3])
    guard case .failed(let problem) = model.state else {
      Issue.record("\(model.state)")
      return
    }
    #expect(problem.contains("10"))
  }

  @Test func aDamagedOutputFails() async throws {
    let model = try model()
    await model.classify([.nan, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    guard case .failed = model.state else {
      Issue.record("\(model.state)")
      return
    }
  }
}
