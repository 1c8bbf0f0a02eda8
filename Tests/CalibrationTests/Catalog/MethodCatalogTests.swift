import Foundation
import Testing

@testable import Calibration

@Suite struct MethodCatalogTests {
  @Test func namesAreDistinctAndReadBack() throws {
    #expect(Set(MethodCatalog.names).count == MethodCatalog.names.count)
    for text in MethodCatalog.names {
      let name = try MethodName(text)
      #expect(name.description == text && name.parts.count == 1)
    }
    #expect(MethodCatalog.names.contains("per-label-top-label-venn-abers"))
  }

  @Test func compositionsReadBack() throws {
    let name = try MethodName("isotonic | top-label-platt|auto")
    #expect(name.description == "isotonic|top-label-platt|auto")
    #expect(name.isAutomatic && name.parts.count == 3)
    #expect(try MethodName.list("platt,beta|platt").map(\.description) == ["platt", "beta|platt"])
    #expect(throws: CatalogError.names("it names platt twice")) {
      try MethodName.list("platt,platt")
    }
    #expect(throws: CatalogError.names("it names no method")) { try MethodName.list("") }
  }

  @Test(
    arguments: [
      ("temprature", ["temperature"]), ("top-label-temperature", []), ("isotonics", ["isotonic"]),
      ("something-else", []), ("", []),
    ]
  )
  func unknownNamesSayWhatMayBeMeant(name: String, suggestions: [String]) throws {
    let error = try #require(throws: CatalogError.self) { try MethodName(name) }
    guard case .unknownMethod(let unknown, let found) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(unknown == name)
    // A name of another word may still be near to some; those that are expected must be there.
    for suggestion in suggestions { #expect(found.contains(suggestion), "\(found)") }
  }

  @Test func settingsAreChecked() throws {
    #expect(
      throws: CatalogError.unknownSetting("knot", suggestions: ["knots"])
    ) { try NamedMethod("spline", settings: ["knot": 5]) }
    for value in [
      SettingValue.number(1), .number(2.5), .number(1001), .text("five"), .numbers([5]),
    ] {
      #expect(
        throws: CatalogError.setting(name: "knots", value: "\(value)", requirement: "be a whole number from 2 to 1000")
      ) { try NamedMethod("spline", settings: ["knots": value]) }
    }
    #expect(
      throws: CatalogError.unusedSetting(
        name: "objective",
        value: "ece",
        methods: ["ensemble-temperature"],
        takers: [
          "temperature", "focal-temperature", "focal-map", "smoothed-temperature",
          "smoothed-focal-temperature",
        ]
      )
    ) { try NamedMethod("ensemble-temperature", settings: ["objective": "ece"]) }
    // One of several methods is enough.
    #expect(
      try NamedMethod.all(
        [MethodName("ensemble-temperature"), MethodName("temperature")],
        settings: ["objective": "ece"]
      ).count == 2
    )
    #expect(throws: CatalogError.nestedSelection) {
      try NamedMethod("auto", selection: .init(candidates: [MethodName("auto")]))
    }
  }

  @Test func settingsReachTheirMethods() throws {
    let binary = try Predictions([0.5, -1], columnCount: 1, kind: .logits)
    func method(_ name: String, _ settings: MethodSettings) throws -> any CalibrationMethod {
      try NamedMethod(name, settings: settings).method(for: binary)
    }
    #expect(
      try method("bbq", [:]) as? BinaryCalibration<BayesianBinning>
        == BinaryCalibration(BayesianBinning())
    )
    #expect(
      try method("top-label-histogram-equal-width", ["histogram-bins": 7])
        as? TopLabel<HistogramBinning> == TopLabel(HistogramBinning(.equalWidth, binCount: 7))
    )
    #expect(
      try method("platt", ["platt-targets": "labels"]) as? BinaryCalibration<PlattScaling>
        == BinaryCalibration(PlattScaling(smoothsTargets: false))
    )
    #expect(
      try method("dirichlet", ["strength": 3, "regularization": "l2"]) as? DirichletCalibration
        == DirichletCalibration(regularization: .l2, strength: RegularizationStrength(lambda: 3, mu: 3))
    )
    #expect(
      try method("smoothed-temperature", ["prior": "class-frequencies", "objective": "brier"])
        as? LaplaceSmoothing<TemperatureScaling>
        == LaplaceSmoothing(TemperatureScaling(objective: .brier), prior: .classFrequencies)
    )
    // Settings of other methods of a list leave it as it is.
    let ensemble = try NamedMethod.all(
      [MethodName("ensemble-temperature"), MethodName("temperature")],
      settings: ["objective": "ece"]
    )[0]
    #expect(ensemble.method(for: binary) as? EnsembleTemperatureScaling == EnsembleTemperatureScaling())
  }

  /// Every entry's default is the value that its method has without the setting.
  @Test func statedDefaultsAreThoseOfTheMethods() throws {
    let binary = try Predictions([0.5, -1], columnCount: 1, kind: .logits)
    for entry in MethodCatalog.entries {
      let plain = AnyHashable(try NamedMethod(entry.name).method(for: binary))
      for option in entry.options {
        guard let value = try? option.value(parsing: option.defaultText) else { continue }
        let settings = MethodSettings([option.name: value])
        let same = try NamedMethod(entry.name, settings: settings).method(for: binary)
        #expect(AnyHashable(same) == plain, "\(entry.name) \(option.name)")
      }
    }
  }

  @Test func methodsSurviveTheirJSON() throws {
    let method = try NamedMethod(
      "auto|platt",
      settings: ["platt-targets": "labels", "histogram-bins": 5],
      selection: .init(
        candidates: [MethodName("temperature"), MethodName("histogram")],
        loss: .brier,
        crossValidation: CrossValidation(foldCount: 3, repeatCount: 1, seed: 9)
      )
    )
    let json = try JSONEncoder().encode(method)
    #expect(try JSONDecoder().decode(NamedMethod.self, from: json) == method)
    let short = Data(#"{"method": "spline", "settings": {"knots": 5}}"#.utf8)
    #expect(
      try JSONDecoder().decode(NamedMethod.self, from: short)
        == NamedMethod("spline", settings: ["knots": 5])
    )
    let wrong = Data(#"{"method": "spline", "settings": {"knots": 0}}"#.utf8)
    #expect(throws: CatalogError.self) {
      try JSONDecoder().decode(NamedMethod.self, from: wrong)
    }
  }

  @Test func everyMethodHasAPageAndEveryPageAMethod() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Guides/Methods").standardizedFileURL
    let pages = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".md") }
    // The table, and the page of what makes methods of binary methods.
    let others = ["README.md", "BinaryCalibrators.md"]
    #expect(Set(pages) == Set(MethodCatalog.entries.map { "\($0.guide).md" } + others))
  }

  @Test(arguments: [
    ("scalar-methods", [MethodFamily.scalar]),
    ("class-methods", [.vector, .matrix]),
    ("curve-methods", [.binary, .sharedCurve]),
  ])
  func theGuideHasTheTables(part: String, families: [MethodFamily]) throws {
    let entries = MethodCatalog.entries.filter { families.contains($0.family) }
    try GuidePart(part, of: "Methods/README.md").expectTable(
      ["name", "method", "page", "what for"],
      entries.map { entry in
        [
          "`\(entry.name)`",
          entry.parameters.isEmpty ? entry.title : "\(entry.title): \(entry.parameters)",
          "[page](\(entry.guide).md)", entry.summary,
        ]
      }
    )
  }

  @Test func everyFamilyIsInATable() {
    // A family that is new needs a table in Guides/Methods/README.md and a row above.
    #expect(Set(MethodFamily.allCases) == [.scalar, .vector, .matrix, .binary, .sharedCurve])
  }

  @Test func autoTriesWhatSuitsTheData() throws {
    func candidates(classes: Int, rows: Int) throws -> AutomaticCandidates {
      AutomaticCandidates(
        for: try Predictions([Float](repeating: 0, count: classes * rows), columnCount: classes, kind: .logits)
      )
    }
    let two = try candidates(classes: 2, rows: 100)
    #expect(two.names.map(\.description).contains("venn-abers"))
    #expect(!two.names.map(\.description).contains("structured-matrix"))
    #expect(two.omissions.map(\.name).contains("top-label-…"))
    let few = try candidates(classes: 10, rows: 99)
    #expect(!few.names.map(\.description).contains("isotonic"))
    #expect(few.names.map(\.description).contains("top-label-isotonic"))
    // Nothing is lost: each method is tried or left out with a reason.
    for candidates in [two, few] {
      let known = candidates.names.map(\.description) + candidates.omissions.map(\.name)
      for entry in MethodCatalog.entries { #expect(known.contains(entry.name), "\(entry.name)") }
    }
  }
}
