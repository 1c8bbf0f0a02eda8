import CalibrationFiles
import TOMLKit

/// A way to train, and what is trained that way: networks × losses × seeds.
public struct ExperimentRegime: Sendable, Hashable {
  /// The name, which is that of a folder too.
  public let name: String
  /// Names of ``NetworkArchitecture``.
  public let networks: [String]
  /// Names of losses with their parameters.
  public let losses: [String]
  public let seeds: [UInt64]
  /// The settings that all runs share; data, network, loss and seed are replaced.
  let settings: RunConfiguration

  /// The keys of a plan that are settings of runs, as the options of `calibrate train run`.
  static let settingKeys = [
    "networks", "losses", "seeds", "epochs", "batch-size", "learning-rate", "schedule",
    "warmup-epochs", "momentum", "nesterov", "weight-decay", "augmentation", "crop", "flip",
    "validation", "test", "train-fraction", "split-seed", "bfloat16", "damaged", "train-sample",
    "evaluate-every",
  ]

  init(name: String, _ tables: PlanTables) throws(FileError) {
    self.name = name
    networks = try Self.distinct("networks", tables.texts("networks"), tables) {
      _ = try NetworkArchitecture(named: $0)
    }
    losses = try Self.distinct("losses", tables.texts("losses"), tables) {
      try TrainingLossCatalog.check($0)
    }
    seeds = try Self.distinct("seeds", tables.integers("seeds") ?? [1], tables) { seed in
      guard seed >= 0 else {
        throw RunError.option("the seed \(seed) is negative; give at least 0")
      }
    }.map { UInt64($0) }
    settings = try Self.settings(tables)
    do throws(RunError) {
      try settings.validate()
    } catch {
      throw FileError(
        .badData,
        path: tables.path,
        part: tables.place,
        reason: error.description.replacing("--", with: "")
      )
    }
  }

  /// The elements of a list, each of which may be there once.
  private static func distinct<Element: Hashable>(
    _ key: String,
    _ elements: [Element]?,
    _ tables: PlanTables,
    check: (Element) throws -> Void
  ) throws(FileError) -> [Element] {
    guard let elements else { throw tables.error(key, "the list is missing; add it") }
    var seen: Set<Element> = []
    for element in elements {
      do {
        try check(element)
      } catch {
        throw tables.error(key, "\(error)")
      }
      guard seen.insert(element).inserted else {
        throw tables.error(key, "`\(element)` is in the list twice; remove one")
      }
    }
    return elements
  }

  private static func settings(_ tables: PlanTables) throws(FileError) -> RunConfiguration {
    var settings = RunConfiguration(data: "", network: "", loss: "")
    func set<Value>(_ path: WritableKeyPath<RunConfiguration, Value>, _ value: Value?) {
      if let value { settings[keyPath: path] = value }
    }
    set(\.epochs, try tables.integer("epochs"))
    set(\.batchSize, try tables.integer("batch-size"))
    set(\.learningRate, try tables.number("learning-rate"))
    set(\.schedule, try tables.named("schedule", "constant, cosine, or a step schedule such as step:0.1@150,250"))
    set(\.warmupEpochs, try tables.integer("warmup-epochs"))
    set(\.optimizer.momentum, try tables.number("momentum"))
    set(\.optimizer.nesterov, try tables.flag("nesterov"))
    set(\.optimizer.weightDecay, try tables.number("weight-decay"))
    set(\.split.validation, try tables.size("validation"))
    set(\.split.test, try tables.size("test"))
    set(\.split.trainFraction, try tables.number("train-fraction"))
    set(\.bfloat16, try tables.flag("bfloat16"))
    set(\.trainSampleSize, try tables.integer("train-sample"))
    set(\.evaluationInterval, try tables.integer("evaluate-every"))
    if let seed = try tables.integer("split-seed") {
      guard seed >= 0 else { throw tables.error("split-seed", "give at least 0") }
      settings.split.seed = UInt64(seed)
    }
    if let text = try tables.text("damaged") {
      guard let damaged = DamagedImages(rawValue: text) else {
        throw tables.error("damaged", "`\(text)` is not skip or stop")
      }
      settings.damagedImages = damaged
    }
    settings.augmentation = try augmentation(tables)
    return settings
  }

  private static func augmentation(_ tables: PlanTables) throws(FileError) -> Augmentation? {
    let isAugmented = try tables.flag("augmentation") ?? true
    let crop = try tables.integer("crop") ?? Augmentation().padding
    let flip = try tables.flag("flip") ?? true
    guard crop >= 0 else { throw tables.error("crop", "give at least 0") }
    return isAugmented && (crop > 0 || flip)
      ? Augmentation(padding: crop, flipsHorizontally: flip) : nil
  }
}
