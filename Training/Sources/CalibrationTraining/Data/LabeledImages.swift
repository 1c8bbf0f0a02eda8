import CalibrationFiles

/// Images with their classes: a part of a data set.
///
/// Subsets share the pixels.
package struct LabeledImages: Sendable {
  /// The class of each image.
  package let labels: [Int32]
  /// The names of the classes; label k means `classNames[k]`.
  package let classNames: [String]
  private let source: any ImageSource
  /// The index in the source of each image.
  private let indices: [Int]

  /// Puts images and labels together.
  ///
  /// - Precondition: There is a label for each image of the source, from 0 to
  ///   `classNames.count` − 1.
  package init(_ source: some ImageSource, labels: [Int32], classNames: [String]) {
    precondition(labels.count == source.imageCount, "\(labels.count) labels")
    precondition(labels.allSatisfy { classNames.indices.contains(Int($0)) }, "an unknown class")
    self.init(source, indices: Array(labels.indices), labels: labels, classNames: classNames)
  }

  private init(_ source: any ImageSource, indices: [Int], labels: [Int32], classNames: [String]) {
    self.source = source
    self.indices = indices
    self.labels = labels
    self.classNames = classNames
  }

  /// The number of images.
  package var count: Int { labels.count }

  /// The number of classes, also of those without an image here.
  package var classCount: Int { classNames.count }

  /// The shape of every image.
  package var shape: ImageShape { source.shape }

  /// The number of images of each class.
  package var classSizes: [Int] {
    labels.reduce(into: [Int](repeating: 0, count: classCount)) { $0[Int($1)] += 1 }
  }

  /// Reads one image; see ``ImageSource/read(_:into:)``.
  package func read(_ index: Int, into pixels: UnsafeMutableBufferPointer<UInt8>) throws(FileError) {
    try source.read(indices[index], into: pixels)
  }

  /// One image.
  ///
  /// - Throws: `FileError` where it cannot be read.
  package func image(_ index: Int) throws(FileError) -> RGBImage {
    var pixels = [UInt8](repeating: 0, count: shape.byteCount)
    try pixels.withUnsafeMutableBufferPointer { buffer throws(FileError) in
      try read(index, into: buffer)
    }
    return RGBImage(shape: shape, pixels: pixels)
  }

  /// The images at these indices, in this order, without copying any.
  package func subset(_ indices: [Int]) -> LabeledImages {
    LabeledImages(
      source,
      indices: indices.map { self.indices[$0] },
      labels: indices.map { labels[$0] },
      classNames: classNames
    )
  }
}
