import Calibration

/// What the catalogue knows of a training loss: its name, its parameters, how it is made.
public struct TrainingLossEntry: Sendable {
  /// A parameter that changes from epoch to epoch.
  public struct Schedule: Sendable {
    /// What can be typed, such as `focal:5,3,1@100,250`.
    public let form: String
    /// What that means.
    public let meaning: String
    /// What stands before and after the @.
    public let parameters: String
  }

  /// What is given after the colon of a name.
  struct Values {
    var values: [Double]
    /// What stands after the @.
    var epochs: [Int] = []
  }

  /// The name, such as `focal`.
  public let name: String
  /// What people call it, such as "focal loss".
  public let title: String
  /// The loss of a row with the softmax q and the true class y, or of a batch.
  public let formula: String
  /// Who proposed it, where and when.
  public let source: String
  /// What stands after the colon of a name, with commas.
  public let parameters: [LossParameter]
  /// How the first parameter can change from epoch to epoch; `nil` where it cannot.
  public let schedule: Schedule?
  let make: @Sendable (Values) throws(TrainingLossError) -> any TrainingLoss

  init(
    name: String,
    title: String,
    formula: String,
    source: String,
    parameters: [LossParameter] = [],
    schedule: Schedule? = nil,
    make: @escaping @Sendable (Values) throws(TrainingLossError) -> any TrainingLoss
  ) {
    self.name = name
    self.title = title
    self.formula = formula
    self.source = source
    self.parameters = parameters
    self.schedule = schedule
    self.make = make
  }

  /// An entry for a loss of the library, with the library's name, formula and source.
  ///
  /// - Parameter parameters: Where training takes other values than the library.
  init(
    of entry: LossEntry,
    parameters: [LossParameter]? = nil,
    schedule: Schedule? = nil,
    make: @escaping @Sendable (Values) throws(TrainingLossError) -> any TrainingLoss
  ) {
    self.init(
      name: entry.name,
      title: entry.title,
      formula: entry.formula,
      source: entry.source,
      parameters: parameters ?? entry.parameters,
      schedule: schedule,
      make: make
    )
  }

  /// What can be typed: the name with an example of each parameter, and one of a schedule.
  public var forms: [String] {
    let values = parameters.map(\.example.shortDescription).joined(separator: ",")
    return [values.isEmpty ? name : "\(name):\(values)"] + (schedule.map { [$0.form] } ?? [])
  }
}

extension TrainingLossEntry.Values {
  /// Reads what follows a colon: values with commas, and after an @ the epochs of a schedule.
  ///
  /// - Parameter text: `nil` for a name without a colon, which takes the defaults.
  /// - Returns: `nil` where that is not how the entry is typed.
  init?(_ text: Substring?, of entry: TrainingLossEntry) {
    guard let text else {
      let defaults = entry.parameters.compactMap(\.defaultValue)
      guard defaults.count == entry.parameters.count else { return nil }
      self.init(values: defaults)
      return
    }
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    guard let values = Self.list(parts[0], { Double($0) }) else { return nil }
    guard entry.schedule != nil else {
      guard parts.count == 1, values.count == entry.parameters.count else { return nil }
      self.init(values: values)
      return
    }
    guard let epochs = parts.count > 1 ? Self.list(parts[1], { Int($0) }) : [] else { return nil }
    self.init(values: values, epochs: epochs)
  }

  /// The values of a list with commas; `nil` if one cannot be read.
  private static func list<Value>(_ text: Substring, _ read: (Substring) -> Value?) -> [Value]? {
    let values = text.split(separator: ",", omittingEmptySubsequences: false).map(read)
    return values.contains { $0 == nil } ? nil : values.compactMap { $0 }
  }
}

extension Double {
  /// Without the `.0` of whole numbers.
  var shortDescription: String {
    description.hasSuffix(".0") ? String(description.dropLast(2)) : description
  }
}
