#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Calibrator {
  /// The version of the file format that is written; older ones are read.
  ///
  /// Version 2 adds the settings that the method was given; version 1 held numbers that the fit chose only.
  public static let formatVersion = 2

  private static let formatName = "swift-calibration"

  /// Reads the JSON of a calibrator file.
  ///
  /// - Throws: ``CalibratorError`` when it is no calibrator, is damaged, or was written by a later version.
  public init(json: Data) throws(CalibratorError) {
    do {
      let header = try JSONDecoder().decode(Header.self, from: json)
      guard header.format == Self.formatName else { throw CalibratorError.notACalibrator }
      guard header.version >= 1, header.version <= Self.formatVersion else {
        throw CalibratorError.version(header.version)
      }
    } catch let error as CalibratorError {
      throw error
    } catch {
      throw .notACalibrator
    }
    do {
      self = try JSONDecoder().decode(Document.self, from: json).calibrator
    } catch let error as CalibratorError {
      throw error
    } catch {
      throw .damaged(Self.words(error))
    }
  }

  /// The JSON of the calibrator file.
  ///
  /// - Throws: `EncodingError` when a number is not finite.
  public func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
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
}

/// A calibrator as JSON: the map's name and parameters, and how it was fitted, side by side.
private struct Document: Codable {
  let calibrator: Calibrator

  private enum CodingKeys: String, CodingKey {
    case format, version, classes, method, map, objective, rows, settings, warnings, input,
      selections
    case writtenBy = "written_by"
    case standardErrors = "standard_errors"
    /// What files had before `selections`: the table of scores alone.
    case formerSelection = "selection"
  }

  init(calibrator: Calibrator) {
    self.calibrator = calibrator
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let method = try container.decode(String.self, forKey: .method)
    // Where the method's name is not that of the map, both are there.
    let key: CodingKeys = container.contains(.map) ? .map : .method
    let text = try container.decode(String.self, forKey: key)
    guard let name = MapName(text) else {
      throw DecodingError.dataCorruptedError(
        forKey: key,
        in: container,
        debugDescription: "the \(key.stringValue) `\(text)` is not known to this version"
      )
    }
    let kind = try MapKind(name, from: decoder)
    let given = key == .map ? method : kind.title
    let classCount = try container.decode(Int.self, forKey: .classes)
    calibrator = try Calibrator(
      kind.map,
      classCount: classCount,
      method: given,
      fit: Self.fit(container, method: given, classCount: classCount),
      input: container.decodeIfPresent(Calibrator.InputFile.self, forKey: .input)
    )
  }

  private static func fit(
    _ container: KeyedDecodingContainer<CodingKeys>,
    method: String,
    classCount: Int
  ) throws -> FitSummary? {
    guard container.contains(.objective) else { return nil }
    let errors = try container.decode([String: Double].self, forKey: .standardErrors)
    return FitSummary(
      method: method,
      settings: try container.decodeIfPresent(MethodSettings.self, forKey: .settings) ?? [:],
      parameters: [],
      standardErrors: errors,
      objective: try container.decode(FitSummary.Objective.self, forKey: .objective),
      rowCount: try container.decode(Int.self, forKey: .rows),
      classCount: classCount,
      warnings: try container.decode([String].self, forKey: .warnings),
      selections: try container.decodeIfPresent([MethodSelection.Choice].self, forKey: .selections)
        ?? formerSelections(container)
    )
  }

  /// A choice that was kept as its table only, when there was but one way to choose.
  private static func formerSelections(
    _ container: KeyedDecodingContainer<CodingKeys>
  ) throws -> [MethodSelection.Choice] {
    guard
      let scores = try container.decodeIfPresent([FormerScore].self, forKey: .formerSelection)
    else { return [] }
    return [
      MethodSelection.Choice(
        scores: scores.map(\.score),
        omissions: [],
        loss: .negativeLogLikelihood,
        crossValidation: .standard
      )
    ]
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode("swift-calibration", forKey: .format)
    try container.encode(Calibrator.formatVersion, forKey: .version)
    try container.encode("swift-calibration \(softwareVersion)", forKey: .writtenBy)
    try container.encode(calibrator.classCount, forKey: .classes)
    let name = calibrator.kind.name.text
    try container.encode(calibrator.method, forKey: .method)
    if calibrator.method != name { try container.encode(name, forKey: .map) }
    try calibrator.kind.encodeParameters(to: encoder)
    try container.encodeIfPresent(calibrator.input, forKey: .input)
    guard let fit = calibrator.fit else { return }
    try container.encode(fit.objective, forKey: .objective)
    try container.encode(fit.rowCount, forKey: .rows)
    try container.encode(fit.standardErrors, forKey: .standardErrors)
    if !fit.allSettings.isEmpty { try container.encode(fit.allSettings, forKey: .settings) }
    try container.encode(fit.warnings, forKey: .warnings)
    if !fit.selections.isEmpty { try container.encode(fit.selections, forKey: .selections) }
  }
}

/// A line of the table of a choice, as files had it before `selections`.
private struct FormerScore: Decodable {
  let score: MethodSelection.Score

  private enum CodingKeys: String, CodingKey {
    case name, parameters, difference, chosen
    case loss = "cross_validated_nll"
    case standardError = "difference_standard_error"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    score = MethodSelection.Score(
      name: try container.decode(String.self, forKey: .name),
      parameterCount: try container.decode(Int.self, forKey: .parameters),
      crossValidatedLoss: try container.decode(Double.self, forKey: .loss),
      difference: try container.decode(Double.self, forKey: .difference),
      differenceStandardError: try container.decode(Double.self, forKey: .standardError),
      isChosen: try container.decode(Bool.self, forKey: .chosen)
    )
  }
}
