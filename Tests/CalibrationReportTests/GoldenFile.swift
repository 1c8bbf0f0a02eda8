import Foundation
import Testing

/// A file with an output as it should be.
struct GoldenFile {
  private let url: URL

  /// A file beside the tests, in `Fixtures`.
  init(_ name: String) {
    url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures").appendingPathComponent(name)
  }

  /// Expects a text to be that of the file. Where there is no file it is written and the test fails:
  /// look at it, and keep it if it is right.
  func expect(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    guard FileManager.default.fileExists(atPath: url.path) else {
      try text.write(to: url, atomically: true, encoding: .utf8)
      Issue.record("wrote \(url.path); look at it", sourceLocation: sourceLocation)
      return
    }
    let expected = try String(contentsOf: url, encoding: .utf8)
    #expect(text == expected, sourceLocation: sourceLocation)
  }
}
