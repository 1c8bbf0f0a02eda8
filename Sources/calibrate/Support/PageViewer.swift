/// The system's way to show a page.
struct PageViewer {
  #if os(macOS)
    private static let tool = ExternalTool(name: "open")
  #else
    private static let tool = ExternalTool(name: "xdg-open")
  #endif

  /// Shows a page in the user's browser.
  ///
  /// - Returns: Whether a program took it.
  static func show(_ path: String) -> Bool {
    guard let program = tool.path else { return false }
    return (try? ExternalTool.run(program, [path], silenced: true)) != nil
  }
}
