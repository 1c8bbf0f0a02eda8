import ArgumentParser
import Calibration

/// An option for each setting that methods of the catalogue take, and those of `auto`.
///
/// Property wrappers would name each option here again. Instead the options are made of the catalogue's, and
/// shown to ArgumentParser, which finds options by reflection, as this type's children.
struct MethodArguments: ParsableArguments, CustomReflectable {
  /// The options by name; `nil` for those that the user did not give.
  private var options: [(option: MethodOption, value: Option<SettingValue?>)]

  @OptionGroup(title: "Options of --method auto") var selection: SelectionArguments

  private static let selectionKey = "selection"

  init() {
    options = MethodCatalog.options.map { ($0, Self.argument(for: $0)) }
  }

  private static func argument(for option: MethodOption) -> Option<SettingValue?> {
    Option(
      name: .customLong(option.name),
      help: ArgumentHelp(option.help, valueName: option.valueName),
      completion: option.completion,
      transform: { try option.value(parsing: $0) }
    )
  }

  var customMirror: Mirror {
    Mirror(
      self,
      children: options.map { (label: $0.option.name, value: $0.value) }
        + [(label: "_" + Self.selectionKey, value: _selection)]
    )
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: OptionKey.self)
    options = try MethodCatalog.options.map { option in
      let key = OptionKey(stringValue: option.name)
      return (option, try container.decode(Option<SettingValue?>.self, forKey: key))
    }
    _selection = try container.decode(
      OptionGroup<SelectionArguments>.self,
      forKey: OptionKey(stringValue: Self.selectionKey)
    )
  }

  private struct OptionKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }

    init?(intValue: Int) { nil }
  }

  /// The settings that the user gave.
  var settings: MethodSettings {
    MethodSettings(
      Dictionary(
        options.compactMap { entry in
          entry.value.wrappedValue.map { (entry.option.name, $0) }
        }
      ) { first, _ in first }
    )
  }

  /// The method with these settings.
  ///
  /// - Throws: ``UsageError`` when an option was given that the method does not take.
  func method(_ name: MethodName) throws -> NamedMethod {
    let selection = try selection.selection(for: [name])
    do {
      return try NamedMethod(name, settings: settings, selection: selection)
    } catch {
      throw UsageError(error.sentence)
    }
  }

  /// The methods with these settings.
  ///
  /// - Throws: ``UsageError`` when an option was given that none of the methods takes.
  func methods(_ names: [MethodName]) throws -> [NamedMethod] {
    let selection = try selection.selection(for: names)
    do {
      return try NamedMethod.all(names, settings: settings, selection: selection)
    } catch {
      throw UsageError(error.sentence)
    }
  }
}

extension MethodOption {
  /// What the option sets, of which methods, and its default.
  fileprivate var help: String {
    let takers = MethodCatalog.takers(of: self).joined(separator: ", ")
    let words =
      if case .words(let words) = values { " (values: \(words.joined(separator: ", ")))" } else {
        ""
      }
    return
      "\(summary.prefix(1).uppercased())\(summary.dropFirst()); \(defaultText) by default. For \(takers).\(words)"
  }

  fileprivate var completion: CompletionKind? {
    if case .words(let words) = values { .list(words) } else { nil }
  }
}

extension CatalogError {
  /// The error with settings named as the command line names them.
  var sentence: String {
    switch self {
    case .setting, .unusedSetting: "--\(self)"
    case .nestedSelection: "--candidates names auto, which chooses among them; leave it out"
    case .unknownMethod, .unknownSetting, .names: "\(self)"
    }
  }
}
