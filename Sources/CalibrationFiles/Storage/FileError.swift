/// A reason why a file cannot be read, used or written.
///
/// The description is one sentence that names the file, the place in it, and the fix.
public struct FileError: Error, Hashable, Sendable {
  /// What went wrong, as far as a program wants to know it. The raw value is the exit code that sysexits.h gives to it.
  public enum Kind: Int32, Hashable, Sendable {
    /// The file was read, but what it holds cannot be used.
    case badData = 65
    /// The file is missing, is no file, or may not be read.
    case noInput = 66
    /// The output cannot be created.
    case cannotCreate = 73
    /// Reading or writing failed on the way: a full disk, a broken device.
    case inputOutput = 74
  }

  /// What went wrong.
  public let kind: Kind
  /// The file, as it was named.
  public let path: String
  /// The array or line that is meant, in words; `nil` for the file as a whole.
  public let part: String?
  /// What is wrong and how to fix it; rows and columns count from zero, lines from one.
  public let reason: String

  /// Makes an error of its parts.
  public init(_ kind: Kind, path: String, part: String? = nil, reason: String) {
    self.kind = kind
    self.path = path
    self.part = part
    self.reason = reason
  }
}

extension FileError: CustomStringConvertible {
  public var description: String {
    if let part { "\(path), \(part): \(reason)" } else { "\(path): \(reason)" }
  }
}
