/// Refuses a call that would lose data: an output that is one of its inputs, or two outputs that are one file.
public enum OutputCheck {
  /// Compares files by what they are, not by how they are named.
  ///
  /// - Parameters:
  ///   - outputs: The files that a call will write.
  ///   - inputs: The files that it reads.
  /// - Throws: ``FileError`` of the kind ``FileError/Kind-swift.enum/cannotCreate`` that names the two.
  public static func check(outputs: [String], inputs: [String]) throws(FileError) {
    var taken: [FileIdentity: String] = [:]
    for path in inputs {
      if let identity = FileIdentity(path: path) { taken[identity] = path }
    }
    let read = taken
    for path in outputs {
      guard let identity = FileIdentity(path: path) else { continue }
      if let input = read[identity] {
        throw refusal(
          path,
          input == path
            ? "it is an input of this command and would be replaced; give the output another name"
            : "it is the same file as the input \(input), which would be replaced; give the output another name"
        )
      }
      if let other = taken.updateValue(path, forKey: identity) {
        throw refusal(
          path,
          other == path
            ? "two outputs have this name, and one would be lost; give them different names"
            : "it is the same file as the output \(other), and one would be lost; give them different names"
        )
      }
    }
  }

  private static func refusal(_ path: String, _ reason: String) -> FileError {
    FileError(.cannotCreate, path: path, reason: reason)
  }
}
