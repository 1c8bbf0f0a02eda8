import CalibrationFiles
import Foundation

/// Whole small files, or their beginnings, in memory.
enum FileBytes {
  /// Reads a file, or its first `limit` bytes.
  ///
  /// - Throws: `FileError` when there is no such file, it may not be read, or it is none.
  static func read(_ path: String, limit: Int = .max) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotRead(path, errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .cannotRead(path, errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileError(.noInput, path: path, reason: "this is no file; remove it or give another")
    }
    let size = min(Int(status.st_size), limit)
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let space = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
        let readCount = Foundation.read(descriptor, space.baseAddress, space.count)
        if readCount < 0, errno == EINTR { continue }
        if readCount < 0 { failure = errno }
        if readCount <= 0 { break }
        count += readCount
      }
    }
    guard failure == 0 else {
      throw FileError(.inputOutput, path: path, reason: "reading failed: \(String(cString: strerror(failure)))")
    }
    return bytes
  }

  /// Reads the lines of a text file, without their ends.
  static func lines(_ path: String) throws(FileError) -> [String] {
    try read(path).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      String(decoding: $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0, as: UTF8.self)
    }
  }
}

extension FileError {
  /// Why a file or folder cannot be read, by the system's error number.
  static func cannotRead(_ path: String, _ number: Int32) -> FileError {
    let reason =
      switch number {
      case ENOENT, ENOTDIR: "there is no such file or folder; check the name"
      case EACCES, EPERM: "you may not read this; ask its owner for the permission"
      default: "it cannot be opened: \(String(cString: strerror(number)))"
      }
    return FileError(.noInput, path: path, reason: reason)
  }
}
