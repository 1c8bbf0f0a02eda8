/// What the app asks of its model, such as a Core ML model behind a few lines.
public protocol PhotoClassifier<Photo>: Sendable {
  /// What is classified.
  associatedtype Photo: Sendable

  /// The names of the classes, in the order of the logits.
  var classNames: [String] { get }

  /// The logits of a photo, one for each class.
  func logits(of photo: Photo) async throws -> [Float]
}
