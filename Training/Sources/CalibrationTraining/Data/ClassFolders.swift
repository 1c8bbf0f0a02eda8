import CalibrationFiles

/// A folder for each class, with the class's images in it.
struct ClassFolders {
  let path: String
  /// The names of the folders, sorted: the classes.
  let classNames: [String]
  let images: DataSetLayout.Part
  let strayFiles: [FileError]

  /// Lists the folders.
  ///
  /// - Throws: `FileError` when a folder cannot be read, has no image, or has folders in it.
  init(_ path: String) throws(FileError) {
    let folder = try Folder(path)
    guard !folder.folders.isEmpty else {
      throw .badFolder(path, "there is no folder in it; make one for each class")
    }
    var images = DataSetLayout.Part()
    var strayFiles = folder.files.map { FileError.strayFile(folder.path(of: $0)) }
    for (label, name) in folder.folders.enumerated() {
      let classFolder = try Folder(folder.path(of: name))
      guard classFolder.folders.isEmpty else {
        throw .badFolder(
          classFolder.path,
          """
          folder \(classFolder.folders[0]) stands in what was taken for the folder of a class; name \
          the folder of the data set, or move it away
          """
        )
      }
      let names = classFolder.files.filter(DataSetLayout.isImage)
      guard !names.isEmpty else {
        throw .badFolder(classFolder.path, "no JPEG or PNG image is in this folder of a class; fill or remove it")
      }
      images.paths += names.map(classFolder.path(of:))
      images.labels += [Int32](repeating: Int32(label), count: names.count)
      strayFiles += classFolder.files
        .filter { !DataSetLayout.isImage($0) }
        .map { .strayFile(classFolder.path(of: $0)) }
    }
    self.path = path
    classNames = folder.folders
    self.images = images
    self.strayFiles = strayFiles
  }
}

extension DataSetLayout {
  /// Lists class folders, directly in a folder or in its `train` and `test` (or else `val`).
  ///
  /// - Throws: `FileError` when a folder cannot be read, has no image, or the parts have different
  ///   classes.
  static func classFolders(_ folder: Folder, name: String) throws(FileError) -> DataSetLayout {
    guard folder.folders.contains("train") else {
      let all = try ClassFolders(folder.path)
      return DataSetLayout(
        name: name,
        format: .classFolders,
        classNames: all.classNames,
        training: all.images,
        strayFiles: all.strayFiles
      )
    }
    let training = try ClassFolders(folder.path(of: "train"))
    var layout = DataSetLayout(
      name: name,
      format: .classFolders,
      classNames: training.classNames,
      training: training.images,
      strayFiles: training.strayFiles
    )
    let testName = ["test", "val"].first(where: folder.folders.contains)
    if let testName {
      let test = try ClassFolders(folder.path(of: testName))
      try requireSameClasses(training, test)
      layout.test = test.images
      layout.strayFiles += test.strayFiles
    }
    layout.unusedFolders = folder.folders.filter { $0 != "train" && $0 != testName }
    return layout
  }

  private static func requireSameClasses(_ training: ClassFolders, _ test: ClassFolders) throws(FileError) {
    for (one, other) in [(training, test), (test, training)] {
      guard let name = one.classNames.first(where: { !other.classNames.contains($0) }) else {
        continue
      }
      throw .badFolder(other.path, "folder \(name) of \(one.path) is missing; both parts need the same classes")
    }
  }
}
