import Foundation
import Testing

/// A file with an output as it should be.
package struct GoldenFile {
  private let url: URL

  /// A file in the folder `Fixtures` that lies beside the test or nearest above it.
  package init(_ name: String, testFile: String = #filePath) {
    var folder = URL(fileURLWithPath: testFile).deletingLastPathComponent()
    func fixtures() -> URL { folder.appendingPathComponent("Fixtures") }
    while folder.path != "/", !FileManager.default.fileExists(atPath: fixtures().path) {
      folder.deleteLastPathComponent()
    }
    url = fixtures().appendingPathComponent(name)
  }

  /// Expects a text to be that of the file. Where there is no file it is written and the test fails:
  /// look at it, and keep it if it is right.
  package func expect(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    guard FileManager.default.fileExists(atPath: url.path) else {
      try text.write(to: url, atomically: true, encoding: .utf8)
      Issue.record("wrote \(url.path); look at it", sourceLocation: sourceLocation)
      return
    }
    let expected = try String(contentsOf: url, encoding: .utf8)
    #expect(text == expected, sourceLocation: sourceLocation)
  }
}
