import Calibration
import Foundation

/// The version of this software, as files and the command line state it.
public let softwareVersion = "0.1.0"

extension Calibrator {
  /// The version of the file format that is written; older ones are read.
  public static let formatVersion = 1

  private static let formatName = "swift-calibration"

  /// Reads a calibrator file.
  ///
  /// - Throws: ``FileError`` when the file cannot be read, is no calibrator, is damaged, or was
  ///   written by a later version.
  public init(contentsOf path: String) throws(FileError) {
    let bytes = try MappedFile.open(path: path)
    try self.init(json: bytes.withUnsafeBytes { Data($0) }, path: path)
  }

  /// Reads the JSON of a calibrator file.
  ///
  /// - Parameter path: What errors call the file.
  /// - Throws: As ``init(contentsOf:)``.
  public init(json: Data, path: String) throws(FileError) {
    let location = FileLocation(path: path)
    let header: Header
    do {
      header = try JSONDecoder().decode(Header.self, from: json)
    } catch {
      throw location.badData(
        "this is no calibrator file; give one that `calibrate fit -o` has written"
      )
    }
    guard header.format == Self.formatName else {
      throw location.badData(
        "this is no calibrator file; give one that `calibrate fit -o` has written"
      )
    }
    guard header.version >= 1, header.version <= Self.formatVersion else {
      throw location.badData(
        "it has version \(header.version) of the calibrator format, and this software reads up to \(Self.formatVersion); use a later release of it"
      )
    }
    do {
      let body = try JSONDecoder().decode(Body.self, from: json)
      guard body.classes >= 2, body.classes == body.map.map.classCount ?? body.classes else {
        throw location.badData(
          "the calibrator is damaged: \(body.classes) classes do not fit its map; fit it again"
        )
      }
      self.init(
        map: body.map.map,
        classCount: body.classes,
        fitting: body.fitting,
        method: body.map.method
      )
    } catch let error as FileError {
      throw error
    } catch {
      throw location.badData(
        "the calibrator cannot be used: \(Self.words(error)); fit it again, or use a later release of this software if one has written it"
      )
    }
  }

  /// The JSON of the calibrator file.
  ///
  /// - Throws: `EncodingError` when the map is of a type that files cannot hold, or a number is not
  ///   finite.
  public func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard MapCoding.name(of: map) != nil else {
      throw EncodingError.invalidValue(
        map,
        EncodingError.Context(
          codingPath: [],
          debugDescription: "maps of the type \(type(of: map)) have no name in calibrator files"
        )
      )
    }
    return try encoder.encode(Document(calibrator: self)) + Data("\n".utf8)
  }

  private static func words(_ error: any Error) -> String {
    switch error {
    case DecodingError.keyNotFound(let key, let context):
      "`\(path(context.codingPath + [key]))` is missing"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      "`\(path(context.codingPath))` has the wrong type"
    case DecodingError.dataCorrupted(let context):
      context.debugDescription
    default:
      "\(error)"
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.map(\.stringValue).joined(separator: ".")
  }

  private struct Header: Decodable {
    let format: String
    let version: Int
  }

  private struct Body: Decodable {
    let map: MapCoding
    let classes: Int
    let fitting: Fitting?

    enum CodingKeys: String, CodingKey {
      case classes, objective
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      map = try MapCoding(from: decoder)
      classes = try container.decode(Int.self, forKey: .classes)
      fitting = container.contains(.objective) ? try Fitting(from: decoder) : nil
    }
  }

  private struct Document: Encodable {
    let calibrator: Calibrator

    enum CodingKeys: String, CodingKey {
      case format, version, classes
      case writtenBy = "written_by"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(Calibrator.formatName, forKey: .format)
      try container.encode(Calibrator.formatVersion, forKey: .version)
      try container.encode("swift-calibration \(softwareVersion)", forKey: .writtenBy)
      try container.encode(calibrator.classCount, forKey: .classes)
      try MapCoding(calibrator.map, method: calibrator.method).encode(to: encoder)
      try calibrator.fitting?.encode(to: encoder)
    }
  }
}
