import CalibrationFiles
import Foundation
import ImageCodecs

/// One image of red, green and blue bytes.
package struct RGBImage: Hashable, Sendable {
  /// The size.
  package let shape: ImageShape
  /// Rows from top to bottom, pixels from left to right, each red, green, blue.
  package var pixels: [UInt8]

  /// Makes an image of its bytes.
  ///
  /// - Precondition: There are `shape.byteCount` bytes.
  package init(shape: ImageShape, pixels: [UInt8]) {
    precondition(pixels.count == shape.byteCount, "\(pixels.count) bytes for \(shape) pixels")
    self.shape = shape
    self.pixels = pixels
  }

  /// Reads a JPEG or PNG file.
  ///
  /// Grey, palettes, CMYK and 16 bits become 8-bit RGB; an alpha channel is dropped, orientation tags
  /// and colour profiles are not applied (as in torchvision, so that networks see the same pixels).
  ///
  /// - Throws: `FileError` when the file cannot be read, is damaged or ends early, or announces
  ///   more than 64 Mi pixels.
  package init(contentsOf path: String) throws(FileError) {
    try self.init(try FileBytes.read(path), path: path)
  }

  /// Decodes a JPEG or PNG file's contents.
  ///
  /// - Parameter path: The file, as errors name it.
  init(_ bytes: [UInt8], path: String) throws(FileError) {
    let shape = try Self.shape(bytes, path: path)
    self.shape = shape
    var reason = FailureReason()
    var isDecoded = false
    pixels = [UInt8](unsafeUninitializedCapacity: shape.byteCount) { pixels, count in
      isDecoded = reason.fill {
        image_decode(bytes, bytes.count, pixels.baseAddress, shape.width, shape.height, $0)
      }
      count = isDecoded ? shape.byteCount : 0
    }
    guard isDecoded else { throw .damagedImage(path, reason.text) }
  }

  /// The size that a JPEG or PNG file announces.
  ///
  /// - Throws: `FileError` when the file cannot be read, does not begin like an image, or announces
  ///   more than 64 Mi pixels.
  package static func shape(ofFile path: String) throws(FileError) -> ImageShape {
    // Nearly always enough; a large profile or preview can stand before the size.
    let beginningByteCount = 1 << 14
    let beginning = try FileBytes.read(path, limit: beginningByteCount)
    if beginning.count == beginningByteCount {
      if let shape = try? shape(beginning, path: path) { return shape }
      return try shape(try FileBytes.read(path), path: path)
    }
    return try shape(beginning, path: path)
  }

  private static func shape(_ bytes: [UInt8], path: String) throws(FileError) -> ImageShape {
    guard !bytes.isEmpty else { throw .damagedImage(path, "the file is empty") }
    var width = 0
    var height = 0
    var reason = FailureReason()
    guard reason.fill({ image_read_size(bytes, bytes.count, &width, &height, $0) }) else {
      throw .damagedImage(path, reason.text)
    }
    return ImageShape(height: height, width: width)
  }

  /// The largest centred part of the proportions of `shape`, scaled to it by a triangle filter.
  ///
  /// The filter is as wide as an output pixel where the image shrinks, so that nothing aliases.
  /// An image of this shape already is returned as it is.
  package func resized(to shape: ImageShape) -> RGBImage {
    guard shape != self.shape else { return self }
    let output = [UInt8](unsafeUninitializedCapacity: shape.byteCount) { output, count in
      let isResized = pixels.withUnsafeBufferPointer { pixels in
        image_resize(
          pixels.baseAddress,
          self.shape.width,
          self.shape.height,
          output.baseAddress,
          shape.width,
          shape.height
        )
      }
      precondition(isResized, "there is no memory to scale an image")
      count = shape.byteCount
    }
    return RGBImage(shape: shape, pixels: output)
  }

  /// Writes a PNG file, which appears under its name when it is complete.
  ///
  /// - Throws: `FileError`; a file that had the name before is then unchanged.
  package func writePNG(to path: String) throws(FileError) {
    let file = try AtomicFile(path: path)
    var bytes: UnsafeMutablePointer<UInt8>?
    var count = 0
    var reason = FailureReason()
    let isEncoded = reason.fill {
      image_encode_png(pixels, shape.width, shape.height, &bytes, &count, $0)
    }
    guard isEncoded else { throw FileError(.inputOutput, path: path, reason: reason.text) }
    defer { free(bytes) }
    try file.write(UnsafeRawBufferPointer(start: bytes, count: count))
    try file.commit()
  }
}

/// The reason that a codec gives for a failure.
private struct FailureReason {
  private(set) var text = ""

  /// Runs a codec; returns whether it succeeded.
  mutating func fill(_ body: (UnsafeMutablePointer<CChar>?) -> Bool) -> Bool {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(IMAGE_REASON_SIZE)) { buffer in
      buffer.initialize(repeating: 0)
      if body(buffer.baseAddress) { return true }
      text = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      return false
    }
  }
}

extension FileError {
  fileprivate static func damagedImage(_ path: String, _ reason: String) -> FileError {
    FileError(
      .badData,
      path: path,
      reason: "the image is damaged (\(reason)); replace or remove it, or skip damaged images"
    )
  }
}
