import CalibrationFiles
import CalibrationTraining

/// Images whose bytes follow from the index, the row, the column and the channel.
struct SyntheticImages: ImageSource {
  var imageCount: Int
  var shape = ImageShape(height: 5, width: 6)
  /// An image that cannot be read.
  var damagedImage: Int?

  static func byte(image: Int, row: Int, column: Int, channel: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: 89 * image + 31 * row + 7 * column + 101 * channel)
  }

  func read(_ index: Int, into pixels: UnsafeMutableBufferPointer<UInt8>) throws(FileError) {
    if index == damagedImage { throw FileError(.badData, path: "\(index).png", reason: "damaged") }
    for row in 0..<shape.height {
      for column in 0..<shape.width {
        for channel in 0..<3 {
          pixels[3 * (row * shape.width + column) + channel] =
            Self.byte(image: index, row: row, column: column, channel: channel)
        }
      }
    }
  }
}

extension LabeledImages {
  /// Synthetic images whose classes come in turn.
  static func synthetic(_ count: Int, classCount: Int = 3, damagedImage: Int? = nil) -> LabeledImages {
    LabeledImages(
      SyntheticImages(imageCount: count, damagedImage: damagedImage),
      labels: (0..<count).map { Int32($0 % classCount) },
      classNames: (0..<classCount).map { "class \($0)" }
    )
  }
}
