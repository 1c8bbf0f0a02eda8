import CalibrationFiles

/// The image files of a data set with their classes, before any is opened.
struct DataSetLayout {
  /// Files and their classes.
  struct Part {
    var paths: [String] = []
    var labels: [Int32] = []
  }

  let name: String
  let format: DataSetFormat
  let classNames: [String]
  var training: Part
  var test: Part?
  /// Files between the images that are none by their names.
  var strayFiles: [FileError] = []
  var unusedFolders: [String] = []

  /// Whether a file is a JPEG or PNG image by its name.
  static func isImage(_ name: String) -> Bool {
    let name = name.lowercased()
    return [".jpg", ".jpeg", ".png"].contains { name.hasSuffix($0) }
  }
}

extension FileError {
  /// An error about a folder of images.
  static func badFolder(_ path: String, _ reason: String) -> FileError {
    FileError(.badData, path: path, reason: reason)
  }

  /// An error about a file between images.
  static func strayFile(_ path: String) -> FileError {
    FileError(
      .badData,
      path: path,
      reason: "by its name this is no JPEG or PNG image; remove it, or skip damaged images"
    )
  }
}
