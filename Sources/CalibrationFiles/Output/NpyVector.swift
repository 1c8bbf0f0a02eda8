/// Writes whole numbers as a one-dimensional npy array.
public enum NpyVector {
  /// Writes 32-bit integers (`i4`).
  ///
  /// - Throws: ``FileError`` when the file cannot be written; a file that had the name before is
  ///   then unchanged.
  public static func write(_ values: [Int32], to path: String) throws(FileError) {
    try write(values, type: "i4", to: path)
  }

  /// Writes 64-bit integers (`i8`).
  ///
  /// - Throws: ``FileError`` when the file cannot be written; a file that had the name before is
  ///   then unchanged.
  public static func write(_ values: [Int64], to path: String) throws(FileError) {
    try write(values, type: "i8", to: path)
  }

  private static func write(_ values: [some BitwiseCopyable], type: String, to path: String) throws(FileError) {
    let file = try AtomicFile(path: path)
    try file.write(NpyEncoding.header(type: type, shape: [values.count]))
    try values.withRawBytes { bytes throws(FileError) in try file.write(bytes) }
    try file.commit()
  }
}
