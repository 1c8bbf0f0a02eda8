import Foundation

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
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = [path]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
