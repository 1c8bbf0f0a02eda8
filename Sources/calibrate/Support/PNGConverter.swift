import CalibrationFiles
import Foundation

/// Turns SVG into PNG with `rsvg-convert`, librsvg's command.
struct PNGConverter {
  /// A reason why there is no PNG.
  struct Unavailable: Error {
    let sentence: String
  }

  private static let tool = ExternalTool(name: "rsvg-convert")

  /// The drawing with two pixels for each of its own in each direction, as fine displays have them.
  static func png(of svg: String) throws -> [UInt8] {
    guard let path = tool.path else {
      throw Unavailable(
        sentence:
          "PNG files need rsvg-convert, and it is not in PATH; install librsvg (Debian, Ubuntu: apt-get install librsvg2-bin; macOS: brew install librsvg), or let the file end in .svg"
      )
    }
    let input = FileManager.default.temporaryDirectory
      .appendingPathComponent("calibrate-\(UUID().uuidString).svg")
    defer { try? FileManager.default.removeItem(at: input) }
    try AtomicFile.write(Array(svg.utf8), to: input.path)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = ["--format", "png", "--zoom", "2", input.path]
    let output = Pipe()
    process.standardOutput = output
    do {
      try process.run()
    } catch {
      throw Unavailable(sentence: "\(path) cannot be run: \(error.localizedDescription)")
    }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0, data.starts(with: [0x89, 0x50, 0x4E, 0x47]) else {
      throw Unavailable(
        sentence:
          "\(path) made no PNG of the drawing; let the file end in .svg and convert it with another program"
      )
    }
    return Array(data)
  }
}
