import ArgumentParser
import Calibration

extension MethodName: ExpressibleByArgument {
  /// A name as the command line gives it.
  public init?(argument: String) {
    try? self.init(argument)
  }

  public static var allValueStrings: [String] { MethodCatalog.names }
}

extension NamedMethod {
  /// The name as the user gave it, with what was chosen in the place of `auto`.
  func title(_ calibrator: Calibrator) -> String {
    name.isAutomatic ? "\(name) (\(calibrator.method))" : calibrator.method
  }
}

/// Method names separated by commas.
struct MethodList: Sendable {
  let names: [MethodName]

  /// - Throws: ``CatalogError``.
  init(parsing text: String) throws {
    names = try MethodName.list(text)
  }
}
