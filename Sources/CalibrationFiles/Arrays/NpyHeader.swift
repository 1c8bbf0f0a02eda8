/// The header of numpy's npy format, versions 1.0, 2.0 and 3.0.
struct NpyHeader: Hashable, Sendable {
  let elementType: ElementType
  let isBigEndian: Bool
  let isColumnMajor: Bool
  let shape: [Int]

  static let magic: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]
  /// As many bytes as tell where the header ends.
  static let preambleCount = 12
  /// numpy's own limit is 10 000; a longer header is damage or an attack.
  private static let largestHeader = 1 << 20

  /// Where the dictionary lies, from the first ``preambleCount`` bytes.
  static func dictionaryRange(preamble: Bytes, location: FileLocation) throws(FileError) -> Range<Int> {
    guard preamble.starts(with: magic) else {
      throw location.badData("this is not an npy array; write it with numpy.save")
    }
    guard let version = preamble.integer(at: 6, as: UInt8.self),
      let shortLength = preamble.integer(at: 8, as: UInt16.self),
      let longLength = preamble.integer(at: 8, as: UInt32.self)
    else {
      throw location.truncated
    }
    guard (1...3).contains(version) else {
      throw location.badData(
        "this is version \(version) of the npy format, newer than the known 1 to 3; write it with numpy.save"
      )
    }
    let start = version == 1 ? 10 : 12
    let count = version == 1 ? Int(shortLength) : Int(longLength)
    guard count <= largestHeader else {
      throw location.badData("the npy header claims \(count) bytes; write it again with numpy.save")
    }
    return start..<(start + count)
  }

  init(dictionary: Bytes, location: FileLocation) throws(FileError) {
    var parser = NpyDictionaryParser(dictionary.withUnsafeBytes { Array($0) }, location: location)
    let fields = try parser.fields()
    (elementType, isBigEndian) = try Self.elementType(descr: fields.descr, location: location)
    isColumnMajor = fields.fortranOrder
    shape = fields.shape
  }

  private static func elementType(
    descr: String,
    location: FileLocation
  ) throws(FileError) -> (ElementType, isBigEndian: Bool) {
    var code = Substring(descr)
    var isBigEndian = hostIsBigEndian
    if let first = code.first, "<>|=".contains(first) {
      code.removeFirst()
      if first == "<" { isBigEndian = false }
      if first == ">" { isBigEndian = true }
    }
    let type: ElementType? =
      switch code {
      case "f2": .float16
      case "f4": .float32
      case "f8": .float64
      case "i1": .int8
      case "i2": .int16
      case "i4": .int32
      case "i8": .int64
      case "u1": .uint8
      case "u2": .uint16
      case "u4": .uint32
      case "u8": .uint64
      case "b1", "?": .bool
      default: nil
      }
    if let type { return (type, isBigEndian) }
    if code.hasPrefix("O") {
      throw location.badData(
        "it holds pickled Python objects, which are refused because reading them can run any code; save numbers, with .astype('float32') or .astype('int64')"
      )
    }
    // numpy has no names for the types of ml_dtypes: see findings/npy-ml-dtypes.sh.
    if let name = ["V2": "bfloat16", "V1": "float8 or int4", "f1": "float8"][code] {
      throw location.badData(
        "its type is \(quoted(descr.utf8)), as numpy saves arrays of \(name), which nobody can read back for sure; save them with .astype('float32')"
      )
    }
    throw location.badData(
      "its numbers are of the type \(quoted(descr.utf8)), which is not supported; save them with .astype('float32') or .astype('int64')"
    )
  }
}

extension FileLocation {
  var truncated: FileError {
    badData("it ends in the middle; copy or write the file again")
  }
}

/// Reads the Python dictionary of an npy header, which is all of Python it understands.
private struct NpyDictionaryParser {
  private let bytes: [UInt8]
  private let location: FileLocation
  private var position = 0

  init(_ bytes: [UInt8], location: FileLocation) {
    self.bytes = bytes
    self.location = location
  }

  mutating func fields() throws(FileError) -> (descr: String, fortranOrder: Bool, shape: [Int]) {
    var descr: String?
    var fortranOrder: Bool?
    var shape: [Int]?
    try expect("{")
    while !take("}") {
      let key = try string()
      try expect(":")
      switch key {
      case "descr":
        if take("[") || take("(") {
          throw location.badData("its dtype is structured (records with named fields); save one plain array of numbers")
        }
        descr = try string()
      case "fortran_order":
        fortranOrder = try truth()
      case "shape":
        shape = try tuple()
      default:
        throw damaged
      }
      if !take(",") {
        try expect("}")
        break
      }
    }
    guard let descr, let fortranOrder, let shape else { throw damaged }
    return (descr, fortranOrder, shape)
  }

  private var damaged: FileError {
    location.badData("the npy header is damaged at byte \(position); write it with numpy.save")
  }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x0A, 0x09, 0x0D].contains(bytes[position]) {
      position += 1
    }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < bytes.count, UInt32(bytes[position]) == character.value else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(FileError) {
    guard take(character) else { throw damaged }
  }

  private mutating func string() throws(FileError) -> String {
    skipSpace()
    guard position < bytes.count, bytes[position] == 0x27 || bytes[position] == 0x22,
      let end = bytes[(position + 1)...].firstIndex(of: bytes[position])
    else { throw damaged }
    defer { position = end + 1 }
    return String(decoding: bytes[(position + 1)..<end], as: UTF8.self)
  }

  private mutating func truth() throws(FileError) -> Bool {
    skipSpace()
    for (word, value) in [("True", true), ("False", false)]
    where bytes[position...].starts(with: word.utf8) {
      position += word.utf8.count
      return value
    }
    throw damaged
  }

  private mutating func tuple() throws(FileError) -> [Int] {
    var dimensions: [Int] = []
    try expect("(")
    while !take(")") {
      dimensions.append(try dimension())
      if !take(",") {
        try expect(")")
        break
      }
    }
    return dimensions
  }

  private mutating func dimension() throws(FileError) -> Int {
    if take("-") {
      throw location.badData("a dimension of its shape is negative; write it with numpy.save")
    }
    let digits = bytes[position...].prefix { (0x30...0x39).contains($0) }
    guard let value = Int(String(decoding: digits, as: UTF8.self)) else { throw damaged }
    position += digits.count
    // Python 2 marked long integers.
    _ = take("L")
    return value
  }
}
