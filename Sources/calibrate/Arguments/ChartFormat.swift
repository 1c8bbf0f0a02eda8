import CalibrationFiles

/// The formats of drawings, chosen by the file's name.
enum ChartFormat: String, CaseIterable {
  case svg
  case png

  /// - Throws: ``FileError`` of the kind `cannotCreate` when the name ends in something else.
  init(path: String) throws(FileError) {
    let ending = path.split(separator: "/").last?.split(separator: ".").dropFirst().last
    guard let format = ending.flatMap({ ChartFormat(rawValue: $0.lowercased()) }) else {
      throw FileError(.cannotCreate, path: path, reason: "the name tells no format; let it end in .svg or .png")
    }
    self = format
  }
}
