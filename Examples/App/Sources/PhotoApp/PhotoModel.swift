import Calibration
import Observation

/// What a view shows of the classification of a photo.
@MainActor @Observable
public final class PhotoModel<Classifier: PhotoClassifier> {
  /// A class and its calibrated probability.
  public struct Guess: Sendable, Hashable {
    /// The name of the class.
    public let name: String
    /// Its probability: 0.9 is right nine times out of ten.
    public let probability: Float
  }

  /// What is known of the photo.
  public enum State: Sendable, Hashable {
    /// No photo was chosen.
    case empty
    /// The photo is being classified.
    case working
    /// The first guess is sure enough to be shown alone.
    case certain(Guess)
    /// Several guesses are possible, the likeliest first.
    case unsure([Guess])
    /// The photo could not be classified.
    case failed(String)
  }

  /// What a view shows.
  public private(set) var state = State.empty

  private let classifier: Classifier
  private let calibrator: Calibrator
  private let certainty: Float

  /// Makes the model of a view.
  ///
  /// - Parameters:
  ///   - certainty: The probability from which one guess is shown alone. A threshold like this means
  ///     what it says only because the probabilities are calibrated.
  ///   - calibrator: The map of the classifier's outputs.
  public init(_ classifier: Classifier, calibrator: Calibrator, certainty: Float = 0.9) {
    self.classifier = classifier
    self.calibrator = calibrator
    self.certainty = certainty
  }

  /// Classifies a photo.
  public func classify(_ photo: Classifier.Photo) async {
    state = .working
    do {
      let logits = try await classifier.logits(of: photo)
      state = state(of: try calibrator.probabilities(forLogits: logits))
    } catch {
      state = .failed("\(error)")
    }
  }

  private func state(of probabilities: [Float]) -> State {
    let guesses = zip(classifier.classNames, probabilities)
      .map { Guess(name: $0, probability: $1) }
      .sorted { $0.probability > $1.probability }
    if let first = guesses.first, first.probability >= certainty { return .certain(first) }
    return .unsure(Array(guesses.prefix(3)))
  }
}
