import CalibrationFiles

/// A few images of each class, side by side in one picture: a row for each class, from the top.
package struct ContactSheet: Sendable {
  /// The classes in the picture, by label, in the order of the rows: all, or some at even distances
  /// where there are too many.
  package let labels: [Int]
  /// The indices of the images in each row, at even distances among the images of the class.
  let rows: [[Int]]
  private let images: LabeledImages

  /// The height of an image in the picture, and the white between two.
  private static let imageHeight = 64
  private static let gap = 4

  /// Chooses the images.
  ///
  /// - Precondition: There is an image, and both limits are positive.
  package init(_ images: LabeledImages, imagesPerClass: Int = 10, classLimit: Int = 40) {
    precondition(images.count > 0 && imagesPerClass > 0 && classLimit > 0)
    let labels = Self.spread(classLimit, over: Array(0..<images.classCount))
    var indices = [[Int]](repeating: [], count: images.classCount)
    for (index, label) in images.labels.enumerated() { indices[Int(label)].append(index) }
    rows = labels.map { Self.spread(imagesPerClass, over: indices[$0]) }
    self.labels = labels
    self.images = images
  }

  /// Draws the picture.
  ///
  /// - Throws: `FileError` when an image cannot be read.
  package func picture() throws(FileError) -> RGBImage {
    let shape = images.shape
    // Of very long or very wide images the middle is shown.
    let proportion = min(max(Double(shape.width) / Double(shape.height), 0.25), 4)
    let cell = ImageShape(height: Self.imageHeight, width: Int(proportion * Double(Self.imageHeight)))
    let columnCount = rows.map(\.count).max() ?? 0
    let size = ImageShape(
      height: rows.count * (cell.height + Self.gap) + Self.gap,
      width: columnCount * (cell.width + Self.gap) + Self.gap
    )
    var picture = RGBImage(shape: size, pixels: [UInt8](repeating: 255, count: size.byteCount))
    for (row, indices) in rows.enumerated() {
      for (column, index) in indices.enumerated() {
        picture.draw(
          try images.image(index).resized(to: cell),
          row: Self.gap + row * (cell.height + Self.gap),
          column: Self.gap + column * (cell.width + Self.gap)
        )
      }
    }
    return picture
  }

  /// At most `limit` elements at even distances.
  private static func spread(_ limit: Int, over elements: [Int]) -> [Int] {
    guard elements.count > limit else { return elements }
    return (0..<limit).map { elements[$0 * elements.count / limit] }
  }
}

extension RGBImage {
  /// Draws a smaller image, given where its upper left corner comes.
  fileprivate mutating func draw(_ image: RGBImage, row: Int, column: Int) {
    for line in 0..<image.shape.height {
      let start = 3 * ((row + line) * shape.width + column)
      let source = 3 * line * image.shape.width
      pixels.replaceSubrange(
        start..<(start + 3 * image.shape.width),
        with: image.pixels[source..<(source + 3 * image.shape.width)]
      )
    }
  }
}
