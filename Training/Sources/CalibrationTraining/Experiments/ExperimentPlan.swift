import CalibrationFiles
import Foundation
import TOMLKit

/// What an experiment trains: data set × regime × network × loss × seed, from a TOML file.
///
/// Top-level keys are the plan's name, description and data, and defaults of the settings; each of
/// `[[regimes]]` has a name and settings of its own.
///
/// ```swift
/// let plan = try ExperimentPlan(contentsOf: "Experiments/cifar10-laptop.toml")
/// let runs = plan.runs(on: "cifar-10", in: "runs/cifar10")
/// ```
public struct ExperimentPlan: Sendable, Hashable {
  public let name: String
  public let description: String
  /// The folder of the data set, unless another is given; `nil` where the plan names none.
  public let data: String?
  /// Whether the plan trains on ``SampleImages``, made where they are missing.
  public let usesSampleImages: Bool
  public let regimes: [ExperimentRegime]

  private static let ownKeys = ["name", "description", "data", "sample-images", "regimes"]

  /// Reads a plan.
  ///
  /// - Throws: `FileError` when there is no such file or it is no plan; it names the regime and key.
  public init(contentsOf path: String) throws(FileError) {
    let table = try Self.table(path)
    try PlanTables.check(table, keys: Self.ownKeys + ExperimentRegime.settingKeys, path: path)
    let plan = PlanTables(path: path, place: nil, tables: [table])
    guard let name = try plan.text("name") else {
      throw plan.error("name", "the plan has no name; add one")
    }
    guard let regimeTables = table["regimes"]?.array?.map({ $0.table }), !regimeTables.isEmpty
    else {
      throw plan.error("regimes", "the plan has no regime; add [[regimes]] with a name")
    }
    var regimes: [ExperimentRegime] = []
    for (index, regimeTable) in regimeTables.enumerated() {
      guard let regimeTable else {
        throw plan.error("regimes", "this is no table; write [[regimes]]")
      }
      let regime = try Self.regime(regimeTable, number: index + 1, table, path: path)
      guard !regimes.contains(where: { $0.name == regime.name }) else {
        throw plan.error("regimes", "there are two regimes `\(regime.name)`; rename one")
      }
      regimes.append(regime)
    }
    self.name = name
    description = try plan.text("description") ?? ""
    data = try plan.text("data")
    usesSampleImages = try plan.flag("sample-images") ?? false
    self.regimes = regimes
  }

  /// Every run: regimes × networks × losses × seeds, in this order.
  ///
  /// - Parameters:
  ///   - data: The folder of the data set.
  ///   - folder: The folder of the experiment.
  ///   - device: What the networks are trained on.
  ///   - threads: Threads of libtorch; `nil` for its own choice.
  public func runs(
    on data: String,
    in folder: String,
    device: RunConfiguration.DeviceChoice = .auto,
    threads: Int? = nil
  ) -> [ExperimentRun] {
    regimes.flatMap { regime in
      regime.networks.flatMap { network in
        regime.losses.flatMap { loss in
          regime.seeds.map { seed in
            var configuration = regime.settings
            configuration.data = data
            configuration.network = network
            configuration.loss = loss
            configuration.seed = seed
            configuration.device = device
            configuration.threads = threads
            return ExperimentRun(regime: regime.name, configuration: configuration, experimentFolder: folder)
          }
        }
      }
    }
  }

  private static func table(_ path: String) throws(FileError) -> TOMLTable {
    let text = String(decoding: try FileBytes.read(path), as: UTF8.self)
    do {
      return try TOMLTable(string: text)
    } catch {
      let parseError = error as? TOMLParseError
      throw FileError(
        .badData,
        path: path,
        part: parseError.map { "line \($0.source.begin.line)" },
        reason: "this is no TOML: \(parseError?.description ?? "\(error)")"
      )
    }
  }

  private static func regime(
    _ table: TOMLTable,
    number: Int,
    _ plan: TOMLTable,
    path: String
  ) throws(FileError) -> ExperimentRegime {
    let ordinal = "regime \(number)"
    let own = PlanTables(path: path, place: ordinal, tables: [table])
    guard let name = try own.text("name") else {
      throw own.error("name", "the regime has no name; add one")
    }
    let isFolderName = name.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || "0123456789-_.".contains(Character(scalar)))
    }
    guard isFolderName, !name.isEmpty, !name.hasPrefix(".") else {
      throw own.error("name", "`\(name)` is to be the name of a folder; use letters, digits, hyphens and points")
    }
    let place = "regime `\(name)`"
    try PlanTables.check(table, keys: ["name"] + ExperimentRegime.settingKeys, path: path, place: place)
    return try ExperimentRegime(name: name, PlanTables(path: path, place: place, tables: [table, plan]))
  }
}

extension ExperimentPlan {
  /// The file of a plan: a path, with or without its `.toml`, or the bare name of a plan in the folder
  /// `Experiments` above a program or in `Training/Experiments` here.
  ///
  /// - Parameter program: The program in whose checkout to look.
  /// - Throws: `FileError` when there is none.
  public static func path(
    of name: String,
    program: String? = Bundle.main.executableURL?.resolvingSymlinksInPath().path
  ) throws(FileError) -> String {
    var candidates = [name, "\(name).toml"]
    if !name.contains("/") {
      let file = name.hasSuffix(".toml") ? name : "\(name).toml"
      candidates.append("Training/Experiments/\(file)")
      var folder = URL(fileURLWithPath: program ?? "/")
      while folder.path != "/" {
        folder.deleteLastPathComponent()
        candidates.append(folder.appendingPathComponent("Experiments/\(file)").path)
      }
    }
    let found = candidates.first { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        && !isFolder.boolValue
    }
    guard let found else {
      throw FileError(
        .noInput,
        path: name,
        reason:
          "there is no such plan; give a TOML file, or the name of one in Training/Experiments"
      )
    }
    return found
  }
}
