import CalibrationFiles

/// The pixels of all images, in memory.
package struct PackedImages: ImageSource {
  package let imageCount: Int
  package let shape: ImageShape
  private let pixels: [UInt8]

  /// Reads all images of a source, in parallel.
  ///
  /// - Throws: `FileError` of the first image that cannot be read.
  package init(_ source: some ImageSource) throws(FileError) {
    let (images, failures) = Self.reading(source)
    if let failure = failures.first { throw failure.error }
    self = images
  }

  /// Reads all images of a source, in parallel.
  ///
  /// - Returns: The images, and the indices of those that cannot be read with the reason: their
  ///   pixels are black.
  static func reading(
    _ source: some ImageSource
  ) -> (images: PackedImages, failures: [(index: Int, error: FileError)]) {
    let byteCount = source.shape.byteCount
    var errors: [FileError?] = []
    let pixels = [UInt8](unsafeUninitializedCapacity: source.imageCount * byteCount) {
      pixels,
      count in
      nonisolated(unsafe) let space = pixels
      errors = ParallelMap.map(source.imageCount) { index in
        let image = UnsafeMutableBufferPointer(rebasing: space[(index * byteCount)..<((index + 1) * byteCount)])
        do throws(FileError) {
          try source.read(index, into: image)
          return nil
        } catch {
          image.initialize(repeating: 0)
          return error
        }
      }
      count = source.imageCount * byteCount
    }
    let failures = errors.enumerated().compactMap { index, error in
      error.map { (index: index, error: $0) }
    }
    return (PackedImages(source.imageCount, source.shape, pixels), failures)
  }

  private init(_ imageCount: Int, _ shape: ImageShape, _ pixels: [UInt8]) {
    self.imageCount = imageCount
    self.shape = shape
    self.pixels = pixels
  }

  package func read(_ index: Int, into pixels: UnsafeMutableBufferPointer<UInt8>) throws(FileError) {
    let start = index * shape.byteCount
    self.pixels.withUnsafeBufferPointer { all in
      _ = pixels.update(fromContentsOf: all[start..<(start + shape.byteCount)])
    }
  }
}
