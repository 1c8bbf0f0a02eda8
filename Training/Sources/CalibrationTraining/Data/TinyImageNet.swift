import CalibrationFiles

extension DataSetLayout {
  /// Lists Tiny ImageNet: classes are WordNet identifiers, the labelled part `val` is the test part.
  ///
  /// The classes are the folders in `train`, sorted, and named by `words.txt` where it is there:
  /// `wnids.txt` of a subset may list fewer. The part `test` has no labels and is not used.
  ///
  /// - Throws: `FileError` when a list or folder is missing or names something that is missing.
  static func tinyImageNet(_ folder: Folder, name: String) throws(FileError) -> DataSetLayout {
    let train = try Folder(folder.path(of: "train"))
    let identifiers = train.folders
    let listed = try FileBytes.lines(folder.path(of: "wnids.txt")).filter { !$0.isEmpty }
    if let missing = listed.first(where: { !identifiers.contains($0) }) {
      throw .badFolder(
        train.path,
        "the folder of class \(missing), which wnids.txt lists, is missing; extract it again"
      )
    }
    guard !identifiers.isEmpty else {
      throw .badFolder(train.path, "there is no folder of a class in it; extract it again")
    }
    let labels = Dictionary(uniqueKeysWithValues: identifiers.enumerated().map { ($1, Int32($0)) })
    var layout = DataSetLayout(
      name: name,
      format: .tinyImageNet,
      classNames: try classNames(of: identifiers, in: folder),
      training: Part()
    )
    for (label, identifier) in identifiers.enumerated() {
      let images = try Folder(train.path(of: "\(identifier)/images"))
      let names = images.files.filter(isImage)
      guard !names.isEmpty else {
        throw .badFolder(images.path, "no JPEG image is in it; extract the data set again")
      }
      layout.training.paths += names.map(images.path(of:))
      layout.training.labels += [Int32](repeating: Int32(label), count: names.count)
      layout.strayFiles += images.files
        .filter { !isImage($0) }
        .map { .strayFile(images.path(of: $0)) }
    }
    if folder.folders.contains("val") {
      layout.test = try annotatedPart(Folder(folder.path(of: "val")), labels: labels)
    }
    layout.unusedFolders = folder.folders.filter { $0 != "train" && $0 != "val" }
    return layout
  }

  /// Reads `val_annotations.txt`: a file's name, its class, and a box that is not used, separated by
  /// tabs.
  private static func annotatedPart(_ folder: Folder, labels: [String: Int32]) throws(FileError) -> Part {
    let path = folder.path(of: "val_annotations.txt")
    var part = Part()
    for (index, line) in try FileBytes.lines(path).enumerated() where !line.isEmpty {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count >= 2, let label = labels[String(fields[1])] else {
        throw FileError(
          .badData,
          path: path,
          part: "line \(index + 1)",
          reason: """
            a file's name, a tab and a class of train are expected here; extract the data set \
            again
            """
        )
      }
      part.paths.append(folder.path(of: "images/\(fields[0])"))
      part.labels.append(label)
    }
    guard !part.paths.isEmpty else {
      throw .badFolder(path, "it lists no image; extract the data set again")
    }
    return part
  }

  /// The first of each class's names in `words.txt`, with the identifier where two classes share it.
  private static func classNames(of identifiers: [String], in folder: Folder) throws(FileError) -> [String] {
    guard folder.files.contains("words.txt") else { return identifiers }
    let known = Set(identifiers)
    var words: [String: String] = [:]
    for line in try FileBytes.lines(folder.path(of: "words.txt")) {
      let fields = line.split(separator: "\t", maxSplits: 1)
      guard fields.count == 2, known.contains(String(fields[0])) else { continue }
      words[String(fields[0])] = fields[1].split(separator: ",").first.map(String.init)
    }
    let names = identifiers.map { words[$0] ?? $0 }
    let uses = names.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    return zip(identifiers, names).map { uses[$1] == 1 ? $1 : "\($1) (\($0))" }
  }
}
