import Calibration

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Memory of our own whose allocation may fail without ending the process.
final class MemoryBlock: Sendable {
  private nonisolated(unsafe) let buffer: UnsafeMutableRawBufferPointer

  /// - Throws: ``FileError`` when there is not enough memory.
  init(byteCount: Int, for location: FileLocation) throws(FileError) {
    guard let address = malloc(max(byteCount, 1)) else {
      throw FileError(
        .inputOutput,
        path: location.path,
        part: location.part,
        reason: "\(byteCount) bytes of memory are needed, more than there are; give fewer rows"
      )
    }
    buffer = UnsafeMutableRawBufferPointer(start: address, count: byteCount)
  }

  deinit {
    free(buffer.baseAddress)
  }

  var bytes: Bytes { Bytes(UnsafeRawBufferPointer(buffer), owner: self) }

  var byteCount: Int { buffer.count }

  func withUnsafeMutableBytes<Result, E: Error>(
    _ body: (UnsafeMutableRawBufferPointer) throws(E) -> Result
  ) throws(E) -> Result {
    defer { withExtendedLifetime(self) {} }
    return try body(buffer)
  }

  func withUnsafeElements<Element: BitwiseCopyable, Result, E: Error>(
    as type: Element.Type,
    _ body: (UnsafeMutableBufferPointer<Element>) throws(E) -> Result
  ) throws(E) -> Result {
    try withUnsafeMutableBytes { bytes throws(E) in
      try body(bytes.bindMemory(to: Element.self))
    }
  }

  /// The first `count` elements as scores; the block lives as long as they do.
  func scoreStorage(count: Int) -> ScoreStorage {
    withUnsafeElements(as: Float.self) { scores in
      ScoreStorage(adopting: UnsafeBufferPointer(scores).extracting(..<count)) { [self] in
        withExtendedLifetime(self) {}
      }
    }
  }
}
