/// The size of an image of red, green and blue bytes.
public struct ImageShape: Hashable, Sendable, Codable {
  /// The number of rows.
  public var height: Int
  /// The number of pixels in a row.
  public var width: Int

  /// Makes a shape.
  ///
  /// - Precondition: Both sides are positive.
  public init(height: Int, width: Int) {
    precondition(height > 0 && width > 0, "an image of \(width)×\(height) pixels")
    self.height = height
    self.width = width
  }

  /// The number of pixels.
  package var pixelCount: Int { height * width }

  /// The number of bytes: three for each pixel.
  package var byteCount: Int { 3 * pixelCount }
}

extension ImageShape: CustomStringConvertible {
  /// Width × height, as people say it.
  public var description: String { "\(width)×\(height)" }
}
