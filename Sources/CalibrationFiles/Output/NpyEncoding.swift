/// The bytes of numpy's npy format, version 1.0.
enum NpyEncoding {
  /// The header of a row-major array; the numbers follow in this machine's byte order.
  ///
  /// - Parameter type: numpy's code of the numbers' type, such as `f4`.
  static func header(type: String, shape: [Int]) -> [UInt8] {
    let order = hostIsBigEndian ? ">" : "<"
    let shape = NumericArray.text(shape: shape)
    let dictionary = "{'descr': '\(order)\(type)', 'fortran_order': False, 'shape': \(shape), }"
    // The numbers are aligned to 64 bytes, and a line feed ends the header.
    let preambleCount = 10
    let alignment = 64
    let count = preambleCount + dictionary.utf8.count + 1
    let padding = (alignment - count % alignment) % alignment
    let headerCount = UInt16(truncatingIfNeeded: count + padding - preambleCount)
    var bytes = NpyHeader.magic + [1, 0]
    bytes.append(littleEndian: headerCount)
    bytes += dictionary.utf8
    bytes += Array(repeating: UInt8(ascii: " "), count: padding)
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }
}

extension [UInt8] {
  mutating func append(littleEndian value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }
}
