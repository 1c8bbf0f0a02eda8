/// The name of a method, or of several: `temperature`, `top-label-isotonic`, `per-label-platt`, `auto`, or names
/// joined by `|`, which are fitted one after the other.
public struct MethodName: Hashable, Sendable {
  /// One of the parts that are fitted one after the other.
  public enum Part: Hashable, Sendable {
    /// An entry of the ``MethodCatalog``: of binary methods also for the confidence, of any method also for
    /// each independent label by itself.
    case entry(String, topLabel: Bool, perLabel: Bool = false)
    /// The choice by cross-validation.
    case automatic
  }

  /// The parts, in the order of their fits.
  public let parts: [Part]

  /// A name of one part.
  init(_ part: Part) {
    parts = [part]
  }

  /// Reads a name.
  ///
  /// - Throws: ``CatalogError/unknownMethod(_:suggestions:)``.
  public init(_ text: String) throws(CatalogError) {
    parts = try text.split(separator: "|", omittingEmptySubsequences: false).map {
      name throws(CatalogError) in
      let name = String(name.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      guard let part = Part(name) else {
        throw .unknownMethod(name, suggestions: NearNames.suggestions(for: name, among: MethodCatalog.names))
      }
      return part
    }
  }

  /// Reads names separated by commas.
  ///
  /// - Throws: ``CatalogError/unknownMethod(_:suggestions:)``, or ``CatalogError/names(_:)`` when there is
  ///   none or one is there twice.
  public static func list(_ text: String) throws(CatalogError) -> [MethodName] {
    let names = try text.split(separator: ",").map { name throws(CatalogError) in
      try MethodName(String(name))
    }
    guard !names.isEmpty else { throw .names("it names no method") }
    if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
      throw .names("it names \(twice) twice")
    }
    return names
  }

  /// Whether a part is chosen by cross-validation.
  public var isAutomatic: Bool { parts.contains(.automatic) }

  /// The entries that take part, or may: those of the parts, and in the place of `auto` those of its
  /// candidates.
  func entries(_ candidates: [MethodName]) -> [MethodEntry] {
    parts.flatMap { part in
      switch part {
      case .entry(let name, _, _): MethodCatalog.entry(named: name).map { [$0] } ?? []
      case .automatic: candidates.flatMap { $0.entries([]) }
      }
    }
  }

  /// The name with what was chosen in the place of `auto`.
  public func resolved(by selections: [MethodSelection.Choice]) -> String {
    var chosen = selections.map { $0.chosen?.name ?? "identity" }[...]
    return parts.map { part in
      switch part {
      case .entry: part.description
      case .automatic: chosen.popFirst() ?? part.description
      }
    }.joined(separator: "|")
  }
}

extension MethodName: CustomStringConvertible {
  public var description: String { parts.map(\.description).joined(separator: "|") }
}

extension MethodName: Codable {
  /// - Throws: ``CatalogError``, and `DecodingError`.
  public init(from decoder: any Decoder) throws {
    try self.init(decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension MethodName.Part: CustomStringConvertible {
  static let topLabelPrefix = "top-label-"
  static let perLabelPrefix = "per-label-"
  private static let automaticName = "auto"

  public var description: String {
    switch self {
    case .entry(let name, let topLabel, let perLabel):
      (perLabel ? Self.perLabelPrefix : "") + (topLabel ? Self.topLabelPrefix : "") + name
    case .automatic: Self.automaticName
    }
  }

  init?(_ text: String) {
    guard text != Self.automaticName else {
      self = .automatic
      return
    }
    var name = text[...]
    let perLabel = name.hasPrefix(Self.perLabelPrefix)
    if perLabel { name.removeFirst(Self.perLabelPrefix.count) }
    let topLabel = name.hasPrefix(Self.topLabelPrefix)
    if topLabel { name.removeFirst(Self.topLabelPrefix.count) }
    guard let entry = MethodCatalog.entry(named: name), !topLabel || entry.family == .binary else {
      return nil
    }
    self = .entry(entry.name, topLabel: topLabel, perLabel: perLabel)
  }

  /// The method of a part that is not `auto`; binary methods treat more than two classes one against the
  /// rest.
  ///
  /// - Throws: What the entry throws of a setting.
  func method(_ settings: MethodSettings, classCount: Int) throws -> any CalibrationMethod {
    guard case .entry(let name, let topLabel, let perLabel) = self,
      let entry = MethodCatalog.entry(named: name)
    else { return ComposedMethod([]) }
    let method: any CalibrationMethod =
      switch entry.make {
      case .classes(let make): try make(settings)
      case .event(let make):
        try Self.adapted(make(settings), topLabel: topLabel, classCount: classCount)
      }
    return perLabel ? PerLabel(method) : method
  }

  private static func adapted(
    _ calibrator: some BinaryCalibrationMethod,
    topLabel: Bool,
    classCount: Int
  ) -> any CalibrationMethod {
    if topLabel { return TopLabel(calibrator) }
    return classCount == 2 ? BinaryCalibration(calibrator) : OneVersusRest(calibrator)
  }
}
