#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Which file a path leads to, whatever its name: links and `..` do not hide that two paths are one file.
struct FileIdentity: Hashable, Sendable {
  private let device: UInt64
  private let number: UInt64
  /// The name in a directory, for a file that does not exist yet; `device` and `number` are then the directory's.
  private let name: String?

  /// `nil` for pipes and devices, which hold nothing that writing could replace, and where a directory is missing.
  init?(path: String) {
    var status = stat()
    if stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFREG else { return nil }
      self.init(status, name: nil)
      return
    }
    let target = AtomicFile.resolvingLinks(path)
    let parts = target.split(separator: "/", omittingEmptySubsequences: false)
    let directory = parts.dropLast().joined(separator: "/")
    guard let last = parts.last,
      stat(parts.count == 1 ? "." : directory.isEmpty ? "/" : directory, &status) == 0
    else { return nil }
    self.init(status, name: String(last))
  }

  private init(_ status: stat, name: String?) {
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
    self.name = name
  }
}
