/// All methods by name.
///
/// ```swift
/// for entry in MethodCatalog.entries { print(entry.name, entry.summary) }
/// let method = try NamedMethod("structured-matrix")
/// let fit = try method.fit(to: validation)
/// ```
///
/// The command line, Python and files reach methods by these names. `Guides/ExtendingCalibration.md` shows how
/// to add one.
public enum MethodCatalog {
  /// An entry for each method, by family.
  public static let entries: [MethodEntry] = scalarMethods + linearMethods + curveMethods

  /// The names of all methods, with the forms that some take: `top-label-` before binary methods, which
  /// then map the confidence, and `per-label-` before any, for a map for each independent label; and `auto`.
  public static let names: [String] = allNames

  private static var allNames: [String] {
    let names = entries.map { MethodName.Part.entry($0.name, topLabel: false) }
    let topLabel = entries.filter { $0.family == .binary }.map {
      MethodName.Part.entry($0.name, topLabel: true)
    }
    let all = (names + topLabel).map(\.description)
    return all + [MethodName.Part.automatic.description]
      + all.map { MethodName.Part.perLabelPrefix + $0 }
  }

  /// The method that is fitted where none is named: focal temperature scaling.
  public static let defaultName = MethodName(.entry("focal-temperature", topLabel: false))

  /// The settings of all methods, one for each name: where methods take different values, all of them.
  public static var options: [MethodOption] {
    var options: [MethodOption] = []
    for option in entries.flatMap(\.options) {
      guard let index = options.firstIndex(where: { $0.name == option.name }) else {
        options.append(option)
        continue
      }
      if case .words(let more) = option.values, case .words(let known) = options[index].values,
        more.count > known.count
      {
        options[index] = option
      }
    }
    return options
  }

  /// The entry of a name, without `top-label-` or `per-label-`; `nil` where there is none.
  public static func entry(named name: some StringProtocol) -> MethodEntry? {
    entries.first { $0.name == name }
  }

  /// The names of the methods that take an option.
  public static func takers(of option: MethodOption) -> [String] {
    entries.filter { $0.options.contains { $0.name == option.name } }.map(\.name)
  }

  /// What is compared for data of a kind where nothing else is asked for.
  public static func usualMethods(for predictions: Predictions) -> [MethodName] {
    func names(_ role: MethodRoles, perLabel: Bool = false) -> [MethodName] {
      entries.filter { !$0.roles.isDisjoint(with: role) }.map {
        MethodName(.entry($0.name, topLabel: false, perLabel: perLabel))
      }
    }
    if predictions.labelCount > 1 {
      return names(.comparedForLabels) + names(.comparedPerLabel, perLabel: true)
    }
    return names(predictions.classCount == 2 ? [.compared, .comparedForTwoClasses] : .compared)
  }
}
