/// Normalised images with their classes, as a network takes them.
package struct ImageBatch: Sendable {
  /// The shape of each image.
  package let shape: ImageShape
  /// The images one after the other, rows from top to bottom, pixels from left to right, each red,
  /// green, blue: count × height × width × 3.
  package let images: [Float]
  /// The class of each image.
  package let labels: [Int64]
  /// The index of each image in the part that they come from.
  package let indices: [Int]

  /// The number of images.
  package var count: Int { labels.count }
}
