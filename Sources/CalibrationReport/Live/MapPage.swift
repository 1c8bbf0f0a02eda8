import Calibration

/// The page of one map: what it does in words, pictures of it, and sliders where it is a map of temperature and γ.
public struct MapPage: Sendable {
  /// A name with what it stands for, such as a parameter with its value.
  public struct Fact: Sendable, Hashable {
    /// The name.
    public let name: String
    /// What is said of it.
    public let text: String

    /// A name with a text.
    public init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }
  }

  /// The title.
  public var title: String
  /// The map.
  public let map: any CalibrationMap
  /// What the map does, the most important first.
  public var sentences: [String]
  /// What is known of it.
  public var facts: [Fact]
  /// The command that makes the page again; `nil` for none.
  public var command: String?
  /// The version of the program; `nil` for none.
  public var version: String?

  /// A page of a map.
  public init(
    title: String,
    map: any CalibrationMap,
    sentences: [String],
    facts: [Fact] = [],
    command: String? = nil,
    version: String? = nil
  ) {
    self.title = title
    self.map = map
    self.sentences = sentences
    self.facts = facts
    self.command = command
    self.version = version
  }

  /// The page as one file.
  public func html() throws -> String {
    let sections = try [sliders, pictures, made].compactMap { $0 }
    return HTMLPage(title: title, summary: sentences.first ?? title, content: words + sections, version: version).html
  }

  private var words: [HTMLNode] {
    let facts = facts.flatMap {
      [HTMLNode.element("dt", text: $0.name), HTMLNode.element("dd", text: $0.text)]
    }
    return sentences.prefix(1).map { .element("p", class: "lead", text: $0) }
      + sentences.dropFirst().map { .element("p", text: $0) }
      + (facts.isEmpty ? [] : [.element("dl", class: "facts", [], facts)])
  }

  private var sliders: HTMLNode? {
    get throws {
      guard let map = FocalTemperatureMap(equivalentTo: map) else { return nil }
      return Self.section(
        "sliders",
        "Temperature and γ",
        [
          .element(
            "p",
            text:
              "The map divides logits by T and applies the focal calibration map with γ. On two classes it is a curve close to that of a single temperature: the difference of their log-odds never leaves a bound."
          ),
          try LiveSection(map: map).html(),
        ]
      )
    }
  }

  private var pictures: HTMLNode? {
    get throws {
      var charts: [(id: String, chart: Chart)] = []
      if let map = FocalTemperatureMap(equivalentTo: map) {
        let title = "The map and its nearest temperature"
        charts.append(("focal-map", FocalMapDiagram(title: title, map: map).chart))
      }
      if map.labelCount == nil, [nil, 3].contains(map.classCount) {
        charts.append(("simplex", try SimplexDiagram(map: map).chart()))
      }
      guard !charts.isEmpty else { return nil }
      let figures = charts.map { HTMLNode.figure($0.chart, id: $0.id) }
      return Self.section("pictures", "Pictures of it", [.element("div", class: "pair", [], figures)])
    }
  }

  private var made: HTMLNode? {
    guard let command else { return nil }
    let code = HTMLNode.element("pre", [], [.element("code", text: command)])
    return Self.section("made", "How this page was made", [.element("div", class: "command", [], [code])])
  }

  private static func section(_ id: String, _ title: String, _ content: [HTMLNode]) -> HTMLNode {
    .element(
      "section",
      id: id,
      [.init("aria-labelledby", "\(id)-title")],
      [.element("h2", id: "\(id)-title", text: title)] + content
    )
  }
}
