/// What is known of a method that has a name: one entry of the ``MethodCatalog``.
///
/// Names, help, completion, settings, the candidates of `auto`, what is compared by default and the table
/// of the guides are made of entries, so a new method needs no other place.
public struct MethodEntry: Sendable {
  /// The name, as the command line, files and JSON give it, such as `focal-temperature`.
  public let name: String
  /// The name in prose, such as `focal temperature scaling`.
  public let title: String
  /// What the method fits.
  public let family: MethodFamily
  /// What a fit determines, in short, such as `T, γ`; empty for curves.
  public let parameters: String
  /// What it is for, in short.
  public let summary: String
  /// The page of the guides, without its ending, such as `FocalTemperatureScaling`.
  public let guide: String
  /// The settings that it takes.
  public let options: [MethodOption]
  /// Where the method takes part without being named.
  public let roles: MethodRoles
  /// Why the method does not suit data of a size, in words; `nil` where it does.
  let unsuitability: @Sendable (DataSize) -> String?
  /// Makes the method of settings.
  let make: Maker

  /// How a method is made: for class probabilities, or for the probability of one event.
  enum Maker: Sendable {
    case classes(@Sendable (MethodSettings) throws -> any CalibrationMethod)
    case event(@Sendable (MethodSettings) throws -> any BinaryCalibrationMethod)
  }

  /// - Parameters:
  ///   - unsuitability: Why the method does not suit data of a size; by default it always does.
  ///   - make: Makes the method; settings have been checked against `options`.
  init(
    _ name: String,
    _ title: String,
    _ family: MethodFamily,
    parameters: String = "",
    summary: String,
    guide: String,
    options: [MethodOption] = [],
    roles: MethodRoles = [],
    unsuitability: @escaping @Sendable (DataSize) -> String? = { _ in nil },
    make: @escaping @Sendable (MethodSettings) throws -> any CalibrationMethod
  ) {
    self.name = name
    self.title = title
    self.family = family
    self.parameters = parameters
    self.summary = summary
    self.guide = guide
    self.options = options
    self.roles = roles
    self.unsuitability = unsuitability
    self.make = .classes(make)
  }

  /// An entry for a method that maps the probability of one event: for two classes, one-versus-rest, and
  /// top-label under a name of its own.
  init(
    binary name: String,
    _ title: String,
    parameters: String = "",
    summary: String,
    guide: String,
    options: [MethodOption] = [],
    roles: MethodRoles = [],
    make: @escaping @Sendable (MethodSettings) throws -> any BinaryCalibrationMethod
  ) {
    self.name = name
    self.title = title
    family = .binary
    self.parameters = parameters
    self.summary = summary
    self.guide = guide
    self.options = options
    self.roles = roles
    unsuitability = DataSize.unsuitabilityOfBinaryMaps
    self.make = .event(make)
  }

  /// Whether the entry takes a setting with such a value.
  func takes(_ name: String, _ value: SettingValue) -> Bool {
    options.contains { $0.name == name && (try? $0.checked(value)) != nil }
  }
}

/// What the methods of a family fit.
public enum MethodFamily: String, Sendable, Hashable, Codable, CaseIterable {
  /// A few numbers for all classes.
  case scalar
  /// A factor and a shift for each class.
  case vector
  /// A matrix.
  case matrix
  /// One curve for all classes.
  case sharedCurve = "shared-curve"
  /// A curve for the probability of one event: of class 1 of two, of each class against the rest, or of the
  /// confidence.
  case binary

  /// The heading in help and tables.
  public var title: String {
    switch self {
    case .scalar: "a few numbers"
    case .vector: "for each class"
    case .matrix: "a matrix"
    case .sharedCurve: "one curve for all"
    case .binary: "a curve for each"
    }
  }
}

/// Where a method takes part without being named.
public struct MethodRoles: OptionSet, Sendable, Hashable {
  public let rawValue: Int

  public init(rawValue: Int) {
    self.rawValue = rawValue
  }

  /// `compare` fits it by default.
  public static let compared = MethodRoles(rawValue: 1)
  /// `compare` fits it by default for two classes.
  public static let comparedForTwoClasses = MethodRoles(rawValue: 2)
  /// `compare` fits it by default for independent labels, all of them alike.
  public static let comparedForLabels = MethodRoles(rawValue: 4)
  /// `compare` fits it by default for independent labels, each by itself.
  public static let comparedPerLabel = MethodRoles(rawValue: 8)
  /// `auto` tries it for independent labels, each by itself.
  public static let triedPerLabel = MethodRoles(rawValue: 16)
}

/// The size of data, as far as it says which methods suit them.
struct DataSize: Sendable {
  let classCount: Int
  let exampleCount: Int
  let rowCount: Int

  init(_ predictions: Predictions) {
    classCount = predictions.classCount
    exampleCount = predictions.exampleCount
    rowCount = predictions.rowCount
  }

  /// A matrix has as many numbers for each class as there are classes, and a table for each class needs
  /// rows of it; with fewer, penalties and noise speak.
  private static let fewestRowsForEachClass = 10
  /// Rows × classes² of a fit of a matrix: some seconds.
  private static let largestMatrixCost = 1e9
  /// Rows × classes that a binary method sorts for each class: some seconds.
  private static let largestTableCost = 1e7

  private static let fewRows = "there are fewer than \(fewestRowsForEachClass) rows for each class"
  private static let tooLong = "with so many rows and classes every fold takes long"
  private static let moreNumbers =
    "of two classes they are the lines of platt, or the curves of focal-structured-vector, with more numbers"

  private var hasFewRows: Bool { exampleCount < Self.fewestRowsForEachClass * classCount }
  private var cost: Double { Double(rowCount) * Double(classCount) }

  @Sendable static func unsuitabilityOfBinaryMaps(_ size: DataSize) -> String? {
    guard size.classCount > 2 else { return nil }
    return size.hasFewRows ? fewRows : size.cost > largestTableCost ? tooLong : nil
  }

  @Sendable static func unsuitabilityOfVectors(_ size: DataSize) -> String? {
    size.classCount == 2 ? moreNumbers : nil
  }

  @Sendable static func unsuitabilityOfMatrices(_ size: DataSize) -> String? {
    if size.classCount == 2 { return moreNumbers }
    if size.hasFewRows { return fewRows }
    return size.cost * Double(size.classCount) > largestMatrixCost ? tooLong : nil
  }

  @Sendable static func unsuitabilityOfCrossValidatedMatrices(_: DataSize) -> String? {
    "their own cross-validation would run in every fold, which takes long"
  }
}
