#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What the JSON at the beginning of a safetensors file says.
struct SafetensorsHeader {
  struct Tensor: Sendable {
    let dtype: String
    let shape: [Int]
    let start: Int
    let end: Int
  }

  /// The tensors by their names; whether they fit the data is not checked.
  let tensors: [(key: String, tensor: Tensor)]
  /// Strings that the writer put beside the tensors.
  let metadata: [String: String]
  /// What follows the header.
  let data: Bytes

  /// - Throws: ``FileError`` when the header is damaged or longer than the file.
  init(_ bytes: Bytes, location: FileLocation) throws(FileError) {
    guard let declared = bytes.integer(at: 0, as: UInt64.self),
      let byteCount = Int(exactly: declared), byteCount <= bytes.count - 8
    else {
      throw location.badData("its safetensors header is longer than the file; copy or write the file again")
    }
    let json = bytes.slice(8..<(8 + byteCount)).withUnsafeBytes { Data($0) }
    let entries: [String: Entry]
    do {
      entries = try JSONDecoder().decode([String: Entry].self, from: json)
    } catch {
      throw location.badData("its safetensors header is damaged; write the file again")
    }
    var tensors: [(key: String, tensor: Tensor)] = []
    var metadata: [String: String] = [:]
    for (key, entry) in entries {
      switch entry {
      case .tensor(let tensor): tensors.append((key, tensor))
      case .metadata(let strings): metadata = strings
      }
    }
    self.tensors = tensors
    self.metadata = metadata
    data = bytes.slice((8 + byteCount)..<bytes.count)
  }

  static let metadataKey = "__metadata__"

  private enum Entry: Decodable {
    case tensor(Tensor)
    case metadata([String: String])

    private enum CodingKeys: String, CodingKey {
      case dtype, shape
      case offsets = "data_offsets"
    }

    init(from decoder: any Decoder) throws {
      if decoder.codingPath.last?.stringValue == SafetensorsHeader.metadataKey {
        // Other writers put other things there, which nobody needs.
        let strings = try? decoder.singleValueContainer().decode([String: String].self)
        self = .metadata(strings ?? [:])
        return
      }
      let container = try decoder.container(keyedBy: CodingKeys.self)
      let offsets = try container.decode([Int].self, forKey: .offsets)
      guard offsets.count == 2 else {
        throw DecodingError.dataCorruptedError(
          forKey: .offsets,
          in: container,
          debugDescription: "two offsets are needed"
        )
      }
      self = .tensor(
        Tensor(
          dtype: try container.decode(String.self, forKey: .dtype),
          shape: try container.decode([Int].self, forKey: .shape),
          start: offsets[0],
          end: offsets[1]
        )
      )
    }
  }
}
