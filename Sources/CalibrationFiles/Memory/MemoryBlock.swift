import Foundation

/// Memory of our own whose allocation may fail without ending the process.
final class MemoryBlock: Sendable {
  nonisolated(unsafe) let buffer: UnsafeMutableRawBufferPointer

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

  func elements<Element: BitwiseCopyable>(
    as type: Element.Type
  ) -> UnsafeMutableBufferPointer<Element> {
    buffer.bindMemory(to: Element.self)
  }
}
