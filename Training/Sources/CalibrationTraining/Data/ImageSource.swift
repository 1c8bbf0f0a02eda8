import CalibrationFiles

/// Images of one shape, read one at a time by their index.
package protocol ImageSource: Sendable {
  /// The number of images.
  var imageCount: Int { get }

  /// The shape of every image.
  var shape: ImageShape { get }

  /// Reads one image: rows from top to bottom, pixels from left to right, each red, green, blue.
  ///
  /// - Parameters:
  ///   - index: The image, from 0 to `imageCount` − 1.
  ///   - pixels: Room for `shape.byteCount` bytes.
  /// - Throws: `FileError`, which names the file, where the image cannot be read or decoded.
  func read(_ index: Int, into pixels: UnsafeMutableBufferPointer<UInt8>) throws(FileError)
}
