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

/// A file that appears under its name only when it is complete.
///
/// The bytes go to a temporary file in the same directory, which ``commit()`` flushes to the disk
/// and renames. If anything fails before, or this object goes away, the temporary file is removed
/// and what stood under the name stays as it was. A pipe or device is written directly.
public final class AtomicFile {
  /// The file, as it was named.
  public let path: String

  /// The file to replace: where `path` leads if it is a symbolic link.
  private let target: String
  /// `nil` for pipes and devices, and when there is nothing to remove any more.
  private var temporaryPath: String?
  private let descriptor: Int32
  private var isOpen = true

  /// Starts writing.
  ///
  /// The new file has the permissions of the file it replaces, or those the process's umask leaves.
  ///
  /// - Throws: ``FileError`` of the kind ``FileError/Kind-swift.enum/cannotCreate`` when the
  ///   directory is missing, may not be written, or the name is that of a directory or of a
  ///   write-protected file.
  public init(path: String) throws(FileError) {
    self.path = path
    var status = stat()
    let exists = stat(path, &status) == 0
    guard !exists || status.st_mode & S_IFMT != S_IFDIR else {
      throw .cannotCreate(path, "this is a directory; name a file")
    }
    guard !exists || access(path, W_OK) == 0 else {
      throw .cannotCreate(path, "the file is write-protected; give another name")
    }
    if exists, status.st_mode & S_IFMT != S_IFREG {
      target = path
      temporaryPath = nil
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw .cannotCreate(path, errno) }
      return
    }
    target = Self.resolvingLinks(path)
    let temporary = try Self.createTemporary(beside: target, for: path)
    descriptor = temporary.descriptor
    temporaryPath = temporary.path
    if exists { fchmod(descriptor, status.st_mode & 0o777) }
  }

  deinit {
    discard()
  }

  /// Appends bytes.
  ///
  /// - Throws: ``FileError`` of the kind ``FileError/Kind-swift.enum/inputOutput``, for a full disk
  ///   above all.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    try writeAll(bytes) { [descriptor] in writeOnce(descriptor, $0, $1) }
  }

  /// Appends bytes.
  ///
  /// - Throws: ``FileError`` of the kind ``FileError/Kind-swift.enum/inputOutput``, for a full disk
  ///   above all.
  public func write(_ bytes: [UInt8]) throws(FileError) {
    try bytes.withRawBytes { bytes throws(FileError) in try write(bytes) }
  }

  /// Replaces bytes that were written before.
  func overwrite(_ bytes: [UInt8], at offset: Int) throws(FileError) {
    try bytes.withRawBytes { bytes throws(FileError) in
      var position = off_t(offset)
      try writeAll(bytes) { [descriptor] in
        let count = pwrite(descriptor, $0, $1, position)
        position += off_t(max(count, 0))
        return count
      }
    }
  }

  /// Flushes the bytes to the disk and gives the file its name.
  ///
  /// - Throws: ``FileError``; the file that had the name before is then unchanged.
  public func commit() throws(FileError) {
    guard let temporaryPath else {
      isOpen = false
      guard close(descriptor) == 0 else { throw .failed(path, errno) }
      return
    }
    guard fsync(descriptor) == 0 else { throw .failed(path, errno) }
    isOpen = false
    guard close(descriptor) == 0 else { throw .failed(path, errno) }
    guard rename(temporaryPath, target) == 0 else { throw .cannotCreate(path, errno) }
    self.temporaryPath = nil
  }

  /// Writes a whole file at once.
  ///
  /// - Throws: ``FileError``; a file that had the name before is then unchanged.
  public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    let file = try AtomicFile(path: path)
    try file.write(bytes)
    try file.commit()
  }

  private func writeAll(_ bytes: UnsafeRawBufferPointer, _ write: (UnsafeRawPointer?, Int) -> Int) throws(FileError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = write(rest.baseAddress, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw .failed(path, errno)
      }
      rest = rest.part(count...)
    }
  }

  private func discard() {
    if isOpen { close(descriptor) }
    if let temporaryPath { unlink(temporaryPath) }
  }

  /// Where a path leads if it is a symbolic link, also one whose target does not exist yet.
  static func resolvingLinks(_ path: String) -> String {
    if let resolved = realpath(path, nil) {
      defer { free(resolved) }
      return String(cString: resolved)
    }
    var target = path
    // More links than this are a circle, which opening the file reports.
    for _ in 0..<40 {
      guard let link = try? FileManager.default.destinationOfSymbolicLink(atPath: target) else {
        break
      }
      let directory = target.lastIndex(of: "/").map { String(target[...$0]) } ?? ""
      target = link.hasPrefix("/") ? link : directory + link
    }
    return target
  }

  private static func createTemporary(
    beside target: String,
    for path: String
  ) throws(FileError) -> (path: String, descriptor: Int32) {
    let directory = target.lastIndex(of: "/").map { String(target[...$0]) } ?? ""
    while true {
      let name = ".\(String(UInt64.random(in: 0 ... .max), radix: 36)).tmp"
      let temporary = directory + name
      let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 { return (temporary, descriptor) }
      if errno != EEXIST { throw .cannotCreate(path, errno) }
    }
  }
}

/// The system's `write`, whose name `AtomicFile` has taken.
private func writeOnce(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}

extension FileError {
  fileprivate static func cannotCreate(_ path: String, _ reason: String) -> FileError {
    FileError(.cannotCreate, path: path, reason: reason)
  }

  fileprivate static func cannotCreate(_ path: String, _ number: Int32) -> FileError {
    switch number {
    case ENOENT, ENOTDIR:
      .cannotCreate(path, "there is no such directory; create it first")
    case EACCES, EPERM, EROFS:
      .cannotCreate(path, "you may not write in this directory; name another")
    case ENOSPC, EDQUOT:
      .failed(path, number)
    default:
      .cannotCreate(path, "it cannot be created: \(errorText(number))")
    }
  }

  fileprivate static func failed(_ path: String, _ number: Int32) -> FileError {
    let reason =
      number == ENOSPC || number == EDQUOT
      ? "the disk is full; make room or name a file on another disk"
      : "writing failed: \(errorText(number))"
    return FileError(.inputOutput, path: path, reason: reason)
  }
}
