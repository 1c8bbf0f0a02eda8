import CalibrationFiles

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

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
    let drawing = temporaryFile("svg")
    let picture = temporaryFile("png")
    defer { for path in [drawing, picture] { unlink(path) } }
    try AtomicFile.write(Array(svg.utf8), to: drawing)
    let arguments = ["--format", "png", "--zoom", "2", "--output", picture, drawing]
    do {
      try ExternalTool.run(path, arguments)
    } catch {
      throw Unavailable(
        sentence:
          "\(path) \(error.reason); let the file end in .svg and convert it with another program"
      )
    }
    guard let data = FileManager.default.contents(atPath: picture),
      data.starts(with: [0x89, 0x50, 0x4E, 0x47])
    else {
      throw Unavailable(
        sentence:
          "\(path) made no PNG of the drawing; let the file end in .svg and convert it with another program"
      )
    }
    return Array(data)
  }

  private static func temporaryFile(_ ending: String) -> String {
    FileManager.default.temporaryDirectory
      .appendingPathComponent("calibrate-\(UUID().uuidString).\(ending)").path
  }
}
