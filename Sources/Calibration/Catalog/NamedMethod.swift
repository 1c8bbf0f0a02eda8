/// A method by its name and settings: what the command line, Python, services and files fit with.
///
/// ```swift
/// let fit = try NamedMethod("auto").fit(to: validation)
/// let brier = try NamedMethod("focal-temperature", settings: ["objective": "brier"])
/// ```
///
/// It is `Codable`: its JSON is the name, the settings, and how `auto` chooses.
public struct NamedMethod: CalibrationMethod {
  /// How `auto` chooses.
  public struct Selection: Sendable, Hashable, Codable {
    /// What it chooses from; `nil` for all methods that suit the data.
    public var candidates: [MethodName]?
    /// The proper loss that is cross-validated.
    public var loss: ProperObjective
    /// How candidates are tried.
    public var crossValidation: CrossValidation

    /// Says how `auto` chooses.
    ///
    /// - Parameters:
    ///   - candidates: What it chooses from; `nil` for all methods that suit the data.
    ///   - loss: The proper loss that is cross-validated.
    ///   - crossValidation: How candidates are tried.
    public init(
      candidates: [MethodName]? = nil,
      loss: ProperObjective = .negativeLogLikelihood,
      crossValidation: CrossValidation = .standard
    ) {
      self.candidates = candidates
      self.loss = loss
      self.crossValidation = crossValidation
    }
  }

  /// The name.
  public let name: MethodName
  /// The settings; what is not among them has its default.
  public let settings: MethodSettings
  /// How `auto` chooses; it changes nothing about other methods.
  public let selection: Selection

  /// Finds a method by its name.
  ///
  /// - Parameters:
  ///   - name: Such as `focal-temperature`, `auto`, or names joined by `|`: see ``MethodCatalog/names``.
  ///   - settings: Settings by name, each taken by at least one of the methods.
  ///   - selection: How `auto` chooses.
  /// - Throws: ``CatalogError`` when there is no such method or setting, when a value is out of its range, when
  ///   no method takes it, or `auto` is among its own candidates.
  public init(_ name: String, settings: MethodSettings = [:], selection: Selection = Selection()) throws(CatalogError) {
    try self.init(MethodName(name), settings: settings, selection: selection)
  }

  /// Finds a method by its name.
  ///
  /// - Throws: As ``init(_:settings:selection:)-(String,_,_)``, of the settings.
  public init(
    _ name: MethodName,
    settings: MethodSettings = [:],
    selection: Selection = Selection()
  ) throws(CatalogError) {
    self.init(unchecked: name, try Self.checked(settings, for: [name], selection), selection)
  }

  private init(unchecked name: MethodName, _ settings: MethodSettings, _ selection: Selection) {
    self.name = name
    self.settings = settings
    self.selection = selection
  }

  /// Finds several methods with one set of settings, each of which at least one of them takes.
  ///
  /// - Throws: As ``init(_:settings:selection:)-(String,_,_)``.
  public static func all(
    _ names: [MethodName],
    settings: MethodSettings = [:],
    selection: Selection = Selection()
  ) throws(CatalogError) -> [NamedMethod] {
    let settings = try checked(settings, for: names, selection)
    return names.map { NamedMethod(unchecked: $0, settings, selection) }
  }

  /// The settings as they are kept.
  private static func checked(
    _ settings: MethodSettings,
    for names: [MethodName],
    _ selection: Selection
  ) throws(CatalogError) -> MethodSettings {
    var checked = settings
    if selection.candidates?.contains(where: \.isAutomatic) == true { throw .nestedSelection }
    let candidates =
      selection.candidates
      ?? MethodCatalog.entries.map {
        MethodName(.entry($0.name, topLabel: false))
      }
    let entries = names.flatMap { $0.entries(candidates) }
    for (setting, value) in settings.values.sorted(by: { $0.key < $1.key }) {
      let takers = MethodCatalog.entries.filter { $0.takes(setting, value) }
      guard let option = MethodCatalog.options.first(where: { $0.name == setting }) else {
        throw .unknownSetting(
          setting,
          suggestions: NearNames.suggestions(for: setting, among: MethodCatalog.options.map(\.name))
        )
      }
      checked.values[setting] = try option.checked(value)
      guard entries.contains(where: { $0.takes(setting, value) }) else {
        var unique: [String] = []
        for name in entries.map(\.name) where !unique.contains(name) { unique.append(name) }
        throw .unusedSetting(name: setting, value: "\(value)", methods: unique, takers: takers.map(\.name))
      }
    }
    return checked
  }

  /// Fits the parts one after the other.
  ///
  /// - Throws: ``PredictionsError`` when the data cannot be used by a method.
  public func fit(
    to data: LabeledPredictions,
    progress: FitProgressHandler?
  ) throws(PredictionsError) -> Fit<ComposedMap> {
    try method(for: data.predictions).composedFit(to: data, progress)
  }

  /// The number of candidates that `auto` tries for data; 0 for other methods.
  public func candidateCount(for predictions: Predictions) -> Int {
    guard name.isAutomatic else { return 0 }
    return selection.candidates?.count ?? AutomaticCandidates(for: predictions).names.count
  }

  /// The method itself, for data of this kind.
  public func method(for predictions: Predictions) -> any CalibrationMethod {
    let methods = name.parts.map { part -> any CalibrationMethod in
      part == .automatic ? automatic(for: predictions) : made(part, for: predictions)
    }
    return methods.count == 1 ? methods[0] : ComposedMethod(methods)
  }

  private func made(_ part: MethodName.Part, for predictions: Predictions) -> any CalibrationMethod {
    // Settings that a method takes were checked; those that only others take do not reach it.
    (try? part.method(settings, classCount: predictions.classCount)) ?? ComposedMethod([])
  }

  private func automatic(for predictions: Predictions) -> MethodSelection {
    let automatic = AutomaticCandidates(for: predictions)
    let names = selection.candidates ?? automatic.names
    return MethodSelection(
      among: names.map { name in
        MethodSelection.Candidate(
          name: name.description,
          method: NamedMethod(unchecked: name, settings, selection).method(for: predictions)
        )
      },
      leavingOut: selection.candidates == nil ? automatic.omissions : [],
      loss: selection.loss,
      by: selection.crossValidation
    )
  }
}

extension NamedMethod: Codable {
  private enum CodingKeys: String, CodingKey {
    case name = "method"
    case settings, selection
  }

  /// Reads `{"method": "focal-temperature", "settings": {"objective": "brier"}}`.
  ///
  /// - Throws: ``CatalogError``, and `DecodingError`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      container.decode(MethodName.self, forKey: .name),
      settings: container.decodeIfPresent(MethodSettings.self, forKey: .settings) ?? [:],
      selection: container.decodeIfPresent(Selection.self, forKey: .selection) ?? Selection()
    )
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    if !settings.isEmpty { try container.encode(settings, forKey: .settings) }
    if selection != Selection() { try container.encode(selection, forKey: .selection) }
  }
}
