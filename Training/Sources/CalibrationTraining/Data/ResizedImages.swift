import CalibrationFiles

/// The images of another source, scaled and cropped around their centres.
struct ResizedImages<Source: ImageSource>: ImageSource {
  let shape: ImageShape
  private let source: Source

  init(_ source: Source, shape: ImageShape) {
    self.source = source
    self.shape = shape
  }

  var imageCount: Int { source.imageCount }

  func read(_ index: Int, into pixels: UnsafeMutableBufferPointer<UInt8>) throws(FileError) {
    var image = RGBImage(shape: source.shape, pixels: [UInt8](repeating: 0, count: source.shape.byteCount))
    try image.pixels.withUnsafeMutableBufferPointer { buffer throws(FileError) in
      try source.read(index, into: buffer)
    }
    _ = pixels.update(fromContentsOf: image.resized(to: shape).pixels)
  }
}
