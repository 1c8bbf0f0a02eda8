import CalibrationFiles

/// The binary files of CIFAR-10 and CIFAR-100: records of labels and a planar 32×32 image.
///
/// Source: Krizhevsky, "Learning Multiple Layers of Features from Tiny Images" (2009).
package struct CIFARFiles: ImageSource {
  /// What stands before the 3072 bytes of each image.
  package enum Format: Sendable, Hashable {
    /// CIFAR-10: one label of ten.
    case cifar10
    /// CIFAR-100: a coarse label of twenty, which is not used, and a fine one of a hundred.
    case cifar100

    /// The number of classes.
    package var classCount: Int { self == .cifar10 ? 10 : 100 }

    /// The number of bytes before the image; the last of them is the label.
    var labelByteCount: Int { self == .cifar10 ? 1 : 2 }
  }

  package let shape = ImageShape(height: 32, width: 32)
  /// The class of each image; the fine one for CIFAR-100.
  package let labels: [Int32]

  private let files: [[UInt8]]
  /// The index of each file's first image, and the number of all images at the end.
  private let firstImages: [Int]
  private let format: Format

  /// Reads files into memory, as bytes: all of CIFAR is 184 MB.
  ///
  /// - Throws: `FileError` when a file cannot be read, is not a whole number of records, or has a
  ///   label that is out of range.
  package init(paths: [String], format: Format) throws(FileError) {
    let recordByteCount = format.labelByteCount + shape.byteCount
    var files: [[UInt8]] = []
    var labels: [Int32] = []
    var firstImages = [0]
    for path in paths {
      let bytes = try FileBytes.read(path)
      guard !bytes.isEmpty, bytes.count.isMultiple(of: recordByteCount) else {
        throw FileError(
          .badData,
          path: path,
          reason: """
            \(bytes.count) bytes are not a whole number of records of \(recordByteCount) bytes; \
            download the file again
            """
        )
      }
      for record in 0..<(bytes.count / recordByteCount) {
        let label = bytes[record * recordByteCount + format.labelByteCount - 1]
        guard label < format.classCount else {
          throw FileError(
            .badData,
            path: path,
            part: "record \(record)",
            reason: """
              there is no class \(label), only 0 to \(format.classCount - 1); is this a file of \
              CIFAR-\(format.classCount)?
              """
          )
        }
        labels.append(Int32(label))
      }
      files.append(bytes)
      firstImages.append(labels.count)
    }
    self.files = files
    self.labels = labels
    self.firstImages = firstImages
    self.format = format
  }

  package var imageCount: Int { labels.count }

  package func read(_ index: Int, into pixels: UnsafeMutableBufferPointer<UInt8>) throws(FileError) {
    precondition(index >= 0 && index < imageCount && pixels.count >= shape.byteCount)
    // At most six files.
    var file = 0
    while index >= firstImages[file + 1] { file += 1 }
    let start =
      (index - firstImages[file]) * (format.labelByteCount + shape.byteCount)
      + format.labelByteCount
    files[file].withUnsafeBufferPointer { bytes in
      for pixel in 0..<shape.pixelCount {
        for channel in 0..<3 {
          pixels[3 * pixel + channel] = bytes[start + channel * shape.pixelCount + pixel]
        }
      }
    }
  }
}
