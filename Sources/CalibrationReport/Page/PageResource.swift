/// The style sheet and the scripts of pages, which are files of the sources and part of the library's code.
enum PageResource {
  /// The style sheet.
  static let styleSheet = text(PackageResources.page_css)

  /// The script that runs before anything is painted.
  static let earlyScript = text(PackageResources.early_theme_js)

  /// All modules as one: what they import from each other is above them.
  static let script = [
    PackageResources.theme_js, PackageResources.sorting_js, PackageResources.tooltips_js,
    PackageResources.copying_js, PackageResources.focal_map_js, PackageResources.reliability_js,
    PackageResources.sample_js, PackageResources.drawing_js, PackageResources.parameter_js,
    PackageResources.live_js, PackageResources.page_js,
  ]
  .map { inlined(text($0)) }
  .joined(separator: "\n")

  /// A module without its imports, and with its exports as plain declarations.
  static func inlined(_ module: String) -> String {
    module.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("import ") }
      .map { $0.hasPrefix("export ") ? $0.dropFirst("export ".count) : $0 }
      .joined(separator: "\n")
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
