/// Where the numbers of a report come from, and how to make them again.
public struct ReportProvenance: Sendable, Hashable, Encodable {
  /// A file that was read.
  public struct Input: Sendable, Hashable, Encodable {
    /// What it was read for, such as `fitted on`.
    public let role: String
    /// The file's path as it was given.
    public let path: String
    /// The SHA-256 of the file's bytes, in hexadecimal; `nil` where it was not taken.
    public let sha256: String?
    /// What was read of it, in words.
    public let summary: String

    /// A file that was read.
    public init(role: String, path: String, sha256: String?, summary: String) {
      self.role = role
      self.path = path
      self.sha256 = sha256
      self.summary = summary
    }
  }

  /// The files that were read.
  public var inputs: [Input]
  /// The command that makes the report again; `nil` where it was made by a program's own code.
  public var command: String?
  /// The version of the software.
  public var version: String?
  /// The day it was made, as 2026-01-31; `nil` to leave it out.
  public var date: String?

  /// Where numbers come from.
  public init(inputs: [Input] = [], command: String? = nil, version: String? = nil, date: String? = nil) {
    self.inputs = inputs
    self.command = command
    self.version = version
    self.date = date
  }
}
