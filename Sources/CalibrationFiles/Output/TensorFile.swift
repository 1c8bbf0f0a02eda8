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

/// Arrays of 32-bit floats by name, and a few strings beside them: a safetensors file.
///
/// Floats are kept bit for bit. The strings are the file's `__metadata__`.
public struct TensorFile: Sendable, Hashable {
  /// An array with its name.
  public struct Tensor: Sendable, Hashable {
    /// The name, such as `layer1.0.conv1.weight`.
    public let name: String
    /// The length of each dimension.
    public let shape: [Int]
    /// The numbers in C order.
    public let values: [Float]

    /// Names an array.
    ///
    /// - Precondition: There are as many values as the shape says.
    public init(name: String, shape: [Int], values: [Float]) {
      precondition(values.count == shape.reduce(1, *), "the values do not fit the shape")
      self.name = name
      self.shape = shape
      self.values = values
    }
  }

  /// The arrays, in the order in which they lie in the file.
  public let tensors: [Tensor]
  /// The strings beside the arrays.
  public let metadata: [String: String]

  /// Takes arrays.
  ///
  /// - Precondition: No two have the same name.
  public init(tensors: [Tensor], metadata: [String: String] = [:]) {
    precondition(Set(tensors.map(\.name)).count == tensors.count, "two tensors of one name")
    self.tensors = tensors
    self.metadata = metadata
  }

  /// Reads a file.
  ///
  /// - Throws: ``FileError`` when the file cannot be read, is damaged, or has tensors of another
  ///   type than F32.
  public init(contentsOf path: String) throws(FileError) {
    let location = FileLocation(path: path)
    let bytes = try MappedFile.open(path: path)
    var tensors: [Tensor] = []
    for entry in try NumericArray.safetensors(bytes, location: location) {
      let array = try entry.array.get()
      guard array.elementType == .float32 else {
        throw array.location.badData(
          "its numbers are \(array.elementType), but F32 is needed; save them as 32-bit floats"
        )
      }
      tensors.append(Tensor(name: entry.key, shape: array.shape, values: try array.floats()))
    }
    self.tensors = tensors
    metadata = try SafetensorsHeader(bytes, location: location).metadata
  }

  /// Writes the file, which appears under its name when it is complete.
  ///
  /// Equal contents give equal files.
  ///
  /// - Throws: ``FileError``; a file that had the name before is then unchanged.
  public func write(to path: String) throws(FileError) {
    let file = try AtomicFile(path: path)
    let header = try header(path: path)
    try file.write(header)
    for tensor in tensors {
      if hostIsBigEndian {
        try file.write(
          tensor.values.flatMap { value in
            withUnsafeBytes(of: value.bitPattern.littleEndian, Array.init)
          }
        )
      } else {
        try tensor.values.withRawBytes { bytes throws(FileError) in try file.write(bytes) }
      }
    }
    try file.commit()
  }

  private struct Entry: Encodable {
    let dtype = "F32"
    let shape: [Int]
    let offsets: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype, shape
      case offsets = "data_offsets"
    }
  }

  /// The length of the JSON in eight bytes, and the JSON, padded so that the numbers are aligned.
  private func header(path: String) throws(FileError) -> [UInt8] {
    var end = 0
    var entries: [String: Entry] = [:]
    for tensor in tensors {
      let start = end
      end += tensor.values.count * MemoryLayout<Float>.size
      entries[tensor.name] = Entry(shape: tensor.shape, offsets: [start, end])
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var json: [UInt8]
    do {
      json = Array(try encoder.encode(Header(entries: entries, metadata: metadata)))
    } catch {
      throw FileError(.cannotCreate, path: path, reason: "the names cannot be written as JSON")
    }
    let alignment = 8
    let padding = (alignment - json.count % alignment) % alignment
    json += Array(repeating: UInt8(ascii: " "), count: padding)
    var bytes: [UInt8] = []
    bytes.append(littleEndian: UInt64(json.count))
    return bytes + json
  }

  private struct Header: Encodable {
    let entries: [String: Entry]
    let metadata: [String: String]

    struct Key: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }

      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      if !metadata.isEmpty {
        try container.encode(metadata, forKey: Key(stringValue: SafetensorsHeader.metadataKey))
      }
      for (name, entry) in entries { try container.encode(entry, forKey: Key(stringValue: name)) }
    }
  }
}

extension NumericArray {
  /// The numbers of a float32 array in memory, bit for bit.
  fileprivate func floats() throws(FileError) -> [Float] {
    guard elementCount > 0 else { return [] }
    return try scoreStorage().withUnsafeScores { Array($0) }
  }
}
