import Foundation
import Testing

/// A part of a guide that a catalogue writes: what stands between the lines `<!-- NAME -->` and
/// `<!-- /NAME -->`.
///
/// The tests of Training, a package of its own, have this file too, by a link.
struct GuidePart {
  private let name: String
  private let file: URL

  /// - Parameter guide: The file's name in the folder Guides.
  init(_ name: String, of guide: String) {
    self.name = name
    var folder = URL(filePath: #filePath)
    repeat {
      folder.deleteLastPathComponent()
    } while folder.path != "/" && !FileManager.default.fileExists(atPath: folder.appending(path: "Guides").path)
    file = folder.appending(path: "Guides/\(guide)")
  }

  /// Compares the part with a table, or writes the table into the guide where UPDATE_GUIDES is 1.
  func expectTable(_ header: [String], _ rows: [[String]], sourceLocation: SourceLocation = #_sourceLocation) throws {
    let lines = ([header, header.map { _ in "---" }] + rows).map { cells in
      "|" + cells.map { $0.isEmpty ? " |" : " \($0) |" }.joined()
    }
    let text = try String(contentsOf: file, encoding: .utf8)
    let (start, end) = ("<!-- \(name) -->\n\n", "\n\n<!-- /\(name) -->")
    let first = try #require(text.range(of: start), "no \(start)", sourceLocation: sourceLocation)
    let last = try #require(text.range(of: end), "no \(end)", sourceLocation: sourceLocation)
    let table = lines.joined(separator: "\n")
    let found = text[first.upperBound..<last.lowerBound]
    if ProcessInfo.processInfo.environment["UPDATE_GUIDES"] == "1" {
      guard found != table else { return }
      try text.replacingCharacters(in: first.upperBound..<last.lowerBound, with: table)
        .write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(
        found == table,
        "\(file.lastPathComponent) is old; run these tests with UPDATE_GUIDES=1",
        sourceLocation: sourceLocation
      )
    }
  }
}
