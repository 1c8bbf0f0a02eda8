/// Normalised images with their classes, as a network takes them.
public struct ImageBatch: Sendable {
  /// The shape of each image.
  public let shape: ImageShape
  /// The images one after the other, rows from top to bottom, pixels from left to right, each red,
  /// green, blue: count × height × width × 3.
  public let images: [Float]
  /// The class of each image.
  public let labels: [Int64]
  /// The index of each image in the part that they come from.
  public let indices: [Int]

  /// The number of images.
  public var count: Int { labels.count }
}
