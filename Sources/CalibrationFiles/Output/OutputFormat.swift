/// The formats in which outputs are written, chosen by the file's name.
public enum OutputFormat: String, Sendable, Hashable, CaseIterable {
  /// One numpy array.
  case npy
  /// An archive of numpy arrays, not compressed.
  case npz
  /// Text, separated by commas, with a header.
  case csv
  /// Text, separated by tabs, with a header.
  case tsv

  /// The format that a file's name asks for.
  ///
  /// - Throws: ``FileError`` of the kind ``FileError/Kind-swift.enum/cannotCreate`` when the name
  ///   ends in something else.
  public init(path: String) throws(FileError) {
    let ending = path.split(separator: "/").last?.split(separator: ".").dropFirst().last
    guard let format = ending.flatMap({ OutputFormat(rawValue: $0.lowercased()) }) else {
      throw FileError(
        .cannotCreate,
        path: path,
        reason: "the name tells no format; let it end in .npy, .npz, .csv or .tsv"
      )
    }
    self = format
  }
}
