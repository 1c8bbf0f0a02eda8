import Calibration

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension Calibrator {
  /// Reads a calibrator file.
  ///
  /// - Throws: ``FileError`` when the file cannot be read, is no calibrator, is damaged, or was
  ///   written by a later version.
  public init(contentsOf path: String) throws(FileError) {
    let bytes = try MappedFile.open(path: path)
    do throws(CalibratorError) {
      try self.init(json: bytes.withUnsafeBytes { Data($0) })
    } catch {
      throw FileLocation(path: path).badData("\(error)")
    }
  }

  /// Writes a calibrator file, beside the place and renamed: what had the name before stays whole until then.
  ///
  /// - Throws: ``FileError`` when the file cannot be written, and `EncodingError` when a number is not finite.
  public func write(to path: String) throws {
    try AtomicFile.write(Array(try json()), to: path)
  }

  /// Whether some of the rows of a file are rows that the map was fitted to, as far as the file's name
  /// and contents tell.
  ///
  /// - Parameter rows: The rows in question; `nil` for all.
  /// - Throws: ``FileError`` when the file cannot be read.
  public func wasFitted(onFileAt path: String, rows: Range<Int>?) throws(FileError) -> Bool {
    guard let input, path.split(separator: "/").last.map(String.init) == input.name else {
      return false
    }
    if let rows, let fitted = input.rows, fitted.count == 2 {
      guard rows.lowerBound < fitted[1], fitted[0] < rows.upperBound else { return false }
    }
    return try ContentHash.sha256(ofFileAt: path) == input.sha256
  }
}
