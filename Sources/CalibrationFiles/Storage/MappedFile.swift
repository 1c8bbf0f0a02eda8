#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A file's contents, mapped into memory: nothing is read before it is used.
final class MappedFile: Sendable {
  private nonisolated(unsafe) let mapping: UnsafeMutableRawBufferPointer

  private init(_ mapping: UnsafeMutableRawBufferPointer) {
    self.mapping = mapping
  }

  deinit {
    munmap(mapping.baseAddress, mapping.count)
  }

  /// Opens a file for reading; what cannot be mapped, such as a pipe, is read to its end.
  ///
  /// The name `-` stands for the standard input.
  ///
  /// - Throws: ``FileError`` when there is no such file, it is a directory or a device, or it may
  ///   not be read.
  static func open(path: String) throws(FileError) -> Bytes {
    let descriptor =
      isStandardInput(path) ? dup(STDIN_FILENO) : openForReading(path)
    guard descriptor >= 0 else { throw .cannotOpen(path, errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .cannotOpen(path, errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      return try map(descriptor, byteCount: Int(status.st_size), path: path)
    case S_IFIFO, S_IFSOCK:
      return try readToEnd(descriptor, path: path)
    case S_IFDIR:
      throw FileError(.noInput, path: path, reason: "this is a directory; name a file")
    default:
      throw FileError(.noInput, path: path, reason: "this is a device; name a file")
    }
  }

  /// Whether a name stands for what cannot be read a second time, as pipes and the standard input.
  static func isReadOnce(path: String) -> Bool {
    var status = stat()
    return isStandardInput(path) || stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
  }

  /// `/dev/stdin` opened by its name would not take up sockets, nor where another reader stopped.
  private static func isStandardInput(_ path: String) -> Bool {
    path == "-" || path == "/dev/stdin"
  }

  private static func map(_ descriptor: Int32, byteCount: Int, path: String) throws(FileError) -> Bytes {
    guard byteCount > 0 else {
      throw FileLocation(path: path).badData("the file is empty; write it again")
    }
    let address = mmap(nil, byteCount, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let address, address != MAP_FAILED else {
      throw FileError(.inputOutput, path: path, reason: "it cannot be mapped: \(errorText(errno))")
    }
    let file = MappedFile(UnsafeMutableRawBufferPointer(start: address, count: byteCount))
    return Bytes(UnsafeRawBufferPointer(file.mapping), owner: file)
  }

  private static func readToEnd(_ descriptor: Int32, path: String) throws(FileError) -> Bytes {
    let location = FileLocation(path: path)
    var block = try MemoryBlock(byteCount: 1 << 16, for: location)
    var count = 0
    while true {
      if count == block.byteCount {
        let larger = try MemoryBlock(byteCount: 2 * count, for: location)
        larger.withUnsafeMutableBytes { space in
          block.bytes.withUnsafeBytes { space.copyMemory(from: $0) }
        }
        block = larger
      }
      let readCount = block.withUnsafeMutableBytes { bytes in
        let space = bytes.part(count...)
        return read(descriptor, space.baseAddress, space.count)
      }
      if readCount < 0 {
        if errno == EINTR { continue }
        throw FileError(.inputOutput, path: path, reason: "reading failed: \(errorText(errno))")
      }
      if readCount == 0 { break }
      count += readCount
    }
    guard count > 0 else { throw location.badData("there is nothing to read; write it again") }
    return block.bytes.slice(0..<count)
  }

  /// Drops the pages that a part of the mapping touches from this process's memory.
  ///
  /// They are read from the file again if they are used again.
  func giveBack(_ part: UnsafeRawBufferPointer) {
    guard let address = part.baseAddress, !part.isEmpty else { return }
    let page = Int(getpagesize())
    let start = Int(bitPattern: address) / page * page
    let end = (Int(bitPattern: address) + part.count + page - 1) / page * page
    guard let pages = UnsafeMutableRawPointer(bitPattern: start) else { return }
    madvise(pages, end - start, MADV_DONTNEED)
  }
}

/// What an error number of the system means, in words.
package func errorText(_ number: Int32) -> String {
  String(cString: strerror(number))
}

extension FileError {
  fileprivate static func cannotOpen(_ path: String, _ number: Int32) -> FileError {
    switch number {
    case ENOENT, ENOTDIR:
      FileError(.noInput, path: path, reason: "there is no such file; check the name")
    case EACCES, EPERM:
      FileError(.noInput, path: path, reason: "you may not read this file; ask its owner for the permission")
    default:
      FileError(.noInput, path: path, reason: "it cannot be opened: \(errorText(number))")
    }
  }
}

/// The system's `open`, whose name `MappedFile` has taken.
private func openForReading(_ path: String) -> Int32 { open(path, O_RDONLY | O_CLOEXEC) }
