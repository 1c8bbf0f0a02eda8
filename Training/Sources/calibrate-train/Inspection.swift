import CalibrationTraining
import Foundation

/// What there is to say about a data set.
struct Inspection: Encodable {
  struct Class: Encodable {
    let name: String
    let training: Int
    let test: Int?
  }

  struct Size: Encodable {
    let height: Int
    let width: Int
    let images: Int
  }

  struct DamagedFile: Encodable {
    let path: String
    let reason: String
  }

  struct Sheet: Encodable {
    let path: String
    /// The class of each row.
    let rows: [String]
  }

  let name: String
  let format: DataSetFormat
  let training: Int
  /// `nil` where the data set has no test part.
  let test: Int?
  let classes: [Class]
  /// The sizes of the files' images, the most common first.
  let imageSizes: [Size]
  let damagedFiles: [DamagedFile]
  let unusedFolders: [String]
  var contactSheet: Sheet?

  init(_ data: DataSet) {
    let testSizes = data.test?.classSizes
    name = data.name
    format = data.format
    training = data.training.count
    test = data.test?.count
    classes = zip(data.classNames, data.training.classSizes).enumerated().map { label, item in
      Class(name: item.0, training: item.1, test: testSizes?[label])
    }
    imageSizes = data.imageSizes
      .map { Size(height: $0.height, width: $0.width, images: $1) }
      .sorted { ($1.images, $0.height, $0.width) < ($0.images, $1.height, $1.width) }
    damagedFiles = data.damagedFiles.map { DamagedFile(path: $0.path, reason: $0.reason) }
    unusedFolders = data.unusedFolders
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  func lines() -> [String] {
    var lines = ["\(name) (\(format.rawValue)): \(classes.count) classes", ""]
    let nameWidth = max(5, classes.map(\.name.count).max() ?? 0)
    func row(_ name: String, _ training: String, _ test: String?) -> String {
      let padding = String(repeating: " ", count: nameWidth - name.count)
      return name + padding + Self.flushRight(training, 10)
        + (test.map { Self.flushRight($0, 8) } ?? "")
    }
    lines.append(row("class", "training", test.map { _ in "test" }))
    lines += classes.map { row($0.name, "\($0.training)", $0.test.map(String.init)) }
    lines += [row("all", "\(training)", test.map(String.init)), ""]
    lines.append("size of the images, width × height:")
    lines += imageSizes.prefix(Self.listLimit).map {
      "  \($0.width)×\($0.height)  \($0.images) \($0.images == 1 ? "image" : "images")"
    }
    lines += Self.rest(imageSizes.count, "sizes")
    if !damagedFiles.isEmpty {
      lines += ["", "damaged or no images, skipped: \(damagedFiles.count)"]
      lines += damagedFiles.prefix(Self.listLimit).map { "  \($0.path): \($0.reason)" }
      lines += Self.rest(damagedFiles.count, "files")
    }
    if !unusedFolders.isEmpty {
      lines += ["", "not used: " + unusedFolders.joined(separator: ", ")]
    }
    if let contactSheet {
      lines += ["", "contact sheet: \(contactSheet.path), \(contactSheet.rows.count) classes"]
      if contactSheet.rows.count < classes.count {
        lines.append("  from the top: " + contactSheet.rows.joined(separator: ", "))
      }
    }
    return lines
  }

  /// How many sizes or damaged files the text lists; the JSON has all.
  private static let listLimit = 20

  private static func rest(_ count: Int, _ what: String) -> [String] {
    count > listLimit ? ["  and \(count - listLimit) other \(what)"] : []
  }

  private static func flushRight(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(2, width - text.count)) + text
  }
}
