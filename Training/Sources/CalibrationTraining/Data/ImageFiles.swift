import CalibrationFiles

/// JPEG and PNG files, decoded each time they are read.
///
/// An image of another size than the shape asked for is scaled and cropped around its centre; see
/// ``RGBImage/resized(to:)``.
package struct ImageFiles: ImageSource {
  /// The files, in order.
  package let paths: [String]
  package let shape: ImageShape

  /// Names files; none is opened yet.
  package init(paths: [String], shape: ImageShape) {
    self.paths = paths
    self.shape = shape
  }

  package var imageCount: Int { paths.count }

  package func read(_ index: Int, into pixels: UnsafeMutableBufferPointer<UInt8>) throws(FileError) {
    let image = try RGBImage(contentsOf: paths[index]).resized(to: shape)
    _ = pixels.update(fromContentsOf: image.pixels)
  }
}

extension ImageFiles {
  /// Decodes all images, in parallel, and returns the indices of those that cannot be with the
  /// reason.
  func failures() -> [(index: Int, error: FileError)] {
    ParallelMap.map(paths.count) { index -> FileError? in
      do throws(FileError) {
        _ = try RGBImage(contentsOf: paths[index])
        return nil
      } catch {
        return error
      }
    }
    .enumerated()
    .compactMap { index, error in error.map { (index: index, error: $0) } }
  }
}
