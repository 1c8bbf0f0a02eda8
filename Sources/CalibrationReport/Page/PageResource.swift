/// The style sheet and the scripts of pages, which are files of the sources and part of the library's code.
enum PageResource {
  /// The style sheet.
  static let styleSheet = String(decoding: PackageResources.page_css, as: UTF8.self)

  /// All modules as one: what they import from each other is above them.
  static let script = [PackageResources.focal_map_js, PackageResources.page_js]
    .map { inlined(String(decoding: $0, as: UTF8.self)) }
    .joined(separator: "\n")

  /// A module without its imports, and with its exports as plain declarations.
  static func inlined(_ module: String) -> String {
    module.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("import ") }
      .map { $0.hasPrefix("export ") ? $0.dropFirst("export ".count) : $0 }
      .joined(separator: "\n")
  }
}
