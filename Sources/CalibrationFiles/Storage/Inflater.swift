import CZlib

/// Decompresses deflated bytes as they are asked for.
final class Inflater {
  enum Format: Int32 {
    /// Bare deflate data, as in a ZIP archive.
    case raw = -15
    /// A gzip file, perhaps of several members.
    case gzip = 31
  }

  private let stream: UnsafeMutablePointer<z_stream>
  private let input: Bytes
  private let location: FileLocation
  private let format: Format
  private var consumed = 0
  private var isAtEnd = false

  init(_ input: Bytes, format: Format, location: FileLocation) throws(FileError) {
    self.input = input
    self.location = location
    self.format = format
    // zlib remembers the address of the stream, so it may not move.
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(stream, format.rawValue, ZLIB_VERSION, size) == Z_OK else {
      throw FileError(
        .inputOutput,
        path: location.path,
        part: location.part,
        reason: "zlib cannot start; is there enough memory?"
      )
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Whether all input was used.
  var isInputUsedUp: Bool { consumed == input.count }

  /// Fills the buffer with the next bytes; fewer are written only where the data end.
  ///
  /// - Returns: The number of bytes written.
  func read(into output: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    var written = 0
    while written < output.count, !isAtEnd {
      written += try step(output.part(written...))
    }
    return written
  }

  private func step(_ output: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    // zlib counts in 32 bits.
    let largest = 1 << 30
    let inputCount = min(input.count - consumed, largest)
    let outputCount = min(output.count, largest)
    let status = input.withUnsafeBytes { buffer in
      let next = buffer.baseAddress?.advanced(by: consumed).assumingMemoryBound(to: UInt8.self)
      stream.pointee.next_in = UnsafeMutablePointer(mutating: next)
      stream.pointee.avail_in = UInt32(inputCount)
      stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(outputCount)
      return inflate(stream, Z_NO_FLUSH)
    }
    consumed += inputCount - Int(stream.pointee.avail_in)
    let written = outputCount - Int(stream.pointee.avail_out)
    switch status {
    case Z_STREAM_END:
      isAtEnd = true
      if format == .gzip, !isInputUsedUp { try startNextMember() }
    case Z_OK where written > 0 || inputCount > Int(stream.pointee.avail_in):
      break
    case Z_OK, Z_BUF_ERROR:
      throw location.badData("its compressed data end in the middle; copy or write the file again")
    default:
      throw location.badData("its compressed data are damaged; copy or write the file again")
    }
    return written
  }

  private func startNextMember() throws(FileError) {
    let rest = input.slice(consumed..<input.count)
    if rest.starts(with: [0x1F, 0x8B]) {
      inflateReset(stream)
      isAtEnd = false
    } else if rest.withUnsafeBytes({ $0.contains { $0 != 0 } }) {
      throw location.badData("something follows its gzip data; compress the file again")
    } else {
      consumed = input.count
    }
  }
}
