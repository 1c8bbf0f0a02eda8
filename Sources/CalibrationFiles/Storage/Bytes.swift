/// Read-only memory, together with the object that keeps it alive.
struct Bytes: Sendable {
  private nonisolated(unsafe) let buffer: UnsafeRawBufferPointer
  private let owner: any AnyObject & Sendable

  /// - Parameter buffer: Memory that neither moves nor changes while `owner` lives.
  init(_ buffer: UnsafeRawBufferPointer, owner: any AnyObject & Sendable) {
    self.buffer = buffer
    self.owner = owner
  }

  var count: Int { buffer.count }

  func withUnsafeBytes<Result, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> Result) throws(E) -> Result {
    defer { withExtendedLifetime(owner) {} }
    return try body(buffer)
  }

  /// - Precondition: The range lies within the bytes.
  func slice(_ range: Range<Int>) -> Bytes {
    Bytes(buffer.part(range), owner: owner)
  }

  /// The little-endian integer at an offset, or `nil` where the bytes end before it does.
  func integer<Value: FixedWidthInteger>(at offset: Int, as type: Value.Type) -> Value? {
    guard offset >= 0, offset <= count - MemoryLayout<Value>.size else { return nil }
    return withUnsafeBytes {
      Value(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: Value.self))
    }
  }

  func starts(with prefix: [UInt8]) -> Bool {
    withUnsafeBytes { $0.starts(with: prefix) }
  }

  /// Tells the system that the range will not be read again soon.
  ///
  /// A mapped file then gives its pages back at once, so that converting it never holds both the
  /// file and the result in memory.
  func finishedReading(_ range: Range<Int>) {
    finishedReading(buffer.part(range))
  }

  /// Tells the system that a part of the memory will not be read again soon.
  func finishedReading(_ part: UnsafeRawBufferPointer) {
    (owner as? MappedFile)?.giveBack(part)
  }
}
