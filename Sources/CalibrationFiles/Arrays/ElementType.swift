/// How an array file stores its numbers.
enum ElementType: Hashable, Sendable {
  case float16, bfloat16, float32, float64
  case int8, int16, int32, int64
  case uint8, uint16, uint32, uint64
  case bool

  var byteCount: Int {
    switch self {
    case .int8, .uint8, .bool: 1
    case .float16, .bfloat16, .int16, .uint16: 2
    case .float32, .int32, .uint32: 4
    case .float64, .int64, .uint64: 8
    }
  }

  var isFloatingPoint: Bool {
    switch self {
    case .float16, .bfloat16, .float32, .float64: true
    default: false
    }
  }

  /// Converts `output.count` stored numbers; what `Output` cannot hold becomes ±∞.
  func decode<Output: DecodedNumber>(
    _ source: UnsafeRawPointer,
    isBigEndian: Bool,
    into output: UnsafeMutableBufferPointer<Output>
  ) {
    func fill<Bits: FixedWidthInteger>(_ value: (Bits) -> Double) {
      for index in output.indices {
        let stored = source.loadUnaligned(fromByteOffset: index * MemoryLayout<Bits>.size, as: Bits.self)
        let bits = isBigEndian ? Bits(bigEndian: stored) : Bits(littleEndian: stored)
        output.initializeElement(at: index, to: Output(value(bits)))
      }
    }
    switch self {
    case .float16: fill { (bits: UInt16) in Double(Float(halfBitPattern: bits)) }
    case .bfloat16: fill { (bits: UInt16) in Double(Float(bitPattern: UInt32(bits) << 16)) }
    case .float32: fill { (bits: UInt32) in Double(Float(bitPattern: bits)) }
    case .float64: fill { (bits: UInt64) in Double(bitPattern: bits) }
    case .int8: fill { (bits: Int8) in Double(bits) }
    case .int16: fill { (bits: Int16) in Double(bits) }
    case .int32: fill { (bits: Int32) in Double(bits) }
    case .int64: fill { (bits: Int64) in Double(bits) }
    case .uint8: fill { (bits: UInt8) in Double(bits) }
    case .uint16: fill { (bits: UInt16) in Double(bits) }
    case .uint32: fill { (bits: UInt32) in Double(bits) }
    case .uint64: fill { (bits: UInt64) in Double(bits) }
    case .bool: fill { (bits: UInt8) in bits == 0 ? 0 : 1 }
    }
  }
}

/// A type that stored numbers are converted to: `Float` or `Double`.
typealias DecodedNumber = BinaryFloatingPoint & BitwiseCopyable & Sendable

/// Whether this machine stores the most significant byte first.
let hostIsBigEndian = UInt16(1).bigEndian == 1

extension Float {
  /// The value of an IEEE 754 half-precision number; `Float16` does not exist on every platform.
  init(halfBitPattern bits: UInt16) {
    let sign = UInt32(bits & 0x8000) << 16
    let exponent = UInt32(bits >> 10 & 0x1F)
    let fraction = UInt32(bits & 0x3FF)
    switch exponent {
    case 0:
      let magnitude = Float(fraction) * 0x1p-24
      self = sign == 0 ? magnitude : -magnitude
    case 0x1F:
      self.init(bitPattern: sign | 0x7F80_0000 | fraction << 13)
    default:
      self.init(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
    }
  }
}
