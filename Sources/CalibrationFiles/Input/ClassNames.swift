/// The names of a model's classes, in the order of the columns of its scores.
public struct ClassNames: Sendable, Hashable {
  /// The names, one for each class.
  public let names: [String]

  /// Reads names from a text file, one on each line.
  ///
  /// - Parameters:
  ///   - path: The file; it may be compressed by gzip.
  ///   - classCount: The number of classes.
  /// - Throws: ``FileError`` when the file cannot be read, is no text, or has another number of names.
  public init(contentsOf path: String, classCount: Int) throws(FileError) {
    let bytes = try MappedFile.open(path: path)
    let format = try InputFormat(bytes, path: path)
    let location = FileLocation(path: path)
    guard format == .text || format == .gzip else {
      throw location.badData("class names belong in a text file with one on each line")
    }
    names = try TextBlocks.lines(of: bytes, isCompressed: format == .gzip, location: location)
      .map(\.text)
    guard names.count == classCount else {
      throw location.badData(
        "there are \(names.count) names for \(classCount) classes; give one for each class, each on a line of its own"
      )
    }
  }
}
