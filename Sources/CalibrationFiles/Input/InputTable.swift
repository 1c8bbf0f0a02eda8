import Calibration

/// Scores and labels as a file holds them, before anything is made of them.
struct InputTable: Sendable {
  let scores: ScoreMatrix
  let places: TablePlaces
  let labels: LabelTable?
  /// Why the labels were not found, where some may be there.
  let labelsProblem: FileError?
  /// The group of each row, where they are asked for.
  let groups: GroupTable?
  /// The names of the columns of scores, where the file has a header.
  let scoreNames: [String]?
  let notes: [String]

  init(_ bytes: Bytes, path: String, options: InputOptions) throws(FileError) {
    let format = try InputFormat(bytes, path: path)
    switch format {
    case .text, .gzip:
      try self.init(text: bytes, isCompressed: format == .gzip, path: path, options: options)
    case .npy, .npz, .safetensors:
      let file = try ArrayFile(bytes, format: format, path: path)
      try self.init(file, format: format, options: options)
    }
  }

  private init(text bytes: Bytes, isCompressed: Bool, path: String, options: InputOptions) throws(FileError) {
    let location = FileLocation(path: path)
    try location.check(
      option: "--predictions-key",
      isGiven: options.predictionsKey != nil,
      fits: "npz and safetensors files"
    )
    try location.check(
      option: "--labels-key",
      isGiven: options.labelsKey != nil && options.labelsPath == nil,
      fits: "npz and safetensors files"
    )
    let weightColumn = options.weightsPath == nil ? options.weightColumn : nil
    try location.check(
      option: "--groups-key",
      isGiven: options.groupsKey != nil && options.groupsPath == nil,
      fits: "npz and safetensors files"
    )
    let table = try TextTable(
      bytes,
      isCompressed: isCompressed,
      purpose: options.labelsPath == nil
        ? .scores(
          columns: options.columns,
          labelColumn: options.labelColumn,
          weightColumn: weightColumn
        ) : .scoresOnly(columns: options.columns, weightColumn: weightColumn),
      groupColumn: options.groupColumn,
      path: path
    )
    scores = table.scores
    places = TablePlaces(location: location, lineNumbers: table.lineNumbers, columnNumbers: table.layout.scoreColumns)
    let other = try options.labelsPath.map { path throws(FileError) in
      try LabelTable(path: path, rowCount: table.scores.rowCount, options: options)
    }
    labels = other ?? (table.labels == nil ? nil : LabelTable(table))
    labelsProblem = nil
    let groupFile = try options.groupsPath.map { path throws(FileError) in
      try GroupTable(path: path, key: options.groupsKey, rowCount: table.scores.rowCount)
    }
    groups = groupFile ?? table.groups.map { GroupTable($0, location: location) }
    scoreNames = table.layout.scoreNames
    notes = table.layout.notes
  }

  private init(_ file: ArrayFile, format: InputFormat, options: InputOptions) throws(FileError) {
    let isArchive = format != .npy
    let location = file.location
    try location.check(option: "--columns", isGiven: options.columns != nil, fits: "text files")
    try location.check(option: "--group-column", isGiven: options.groupColumn != nil, fits: "text files")
    try location.check(
      option: "--label-column",
      isGiven: options.labelColumn != nil && options.labelsPath == nil,
      fits: "text files"
    )
    try location.check(
      option: "--predictions-key",
      isGiven: options.predictionsKey != nil && !isArchive,
      fits: "npz and safetensors files"
    )
    try location.check(
      option: "--labels-key",
      isGiven: options.labelsKey != nil && options.labelsPath == nil && !isArchive,
      fits: "npz and safetensors files"
    )
    let roles = ArrayRoles(file: file, weightsKey: options.weightsPath == nil ? options.weightsKey : nil)
    let (key, array) = try roles.predictions(key: options.predictionsKey)
    scores = try array.scoreMatrix()
    scoreNames = nil
    places = TablePlaces(location: array.location)
    if let path = options.groupsPath {
      groups = try GroupTable(path: path, key: options.groupsKey, rowCount: scores.rowCount)
    } else {
      groups = try options.groupsKey.map { key throws(FileError) in
        try GroupTable(roles.groups(key: key))
      }
    }
    if let path = options.labelsPath {
      labels = try LabelTable(path: path, rowCount: scores.rowCount, options: options)
      labelsProblem = nil
      notes = []
      return
    }
    let found: ArrayRoles.Found?
    do throws(FileError) {
      found = try roles.labels(key: options.labelsKey, rowCount: scores.rowCount, besides: key)
    } catch {
      // Whoever needs no labels need not say which they are.
      guard options.labelsKey == nil else { throw error }
      labels = nil
      labelsProblem = error
      notes = []
      return
    }
    labels = try found.map { found throws(FileError) in try LabelTable(found.array) }
    labelsProblem = nil
    notes =
      found.map {
        $0.key == options.labelsKey || FieldNames.isLabels($0.key)
          ? [] : ["the array \(quotedKey($0.key)) was taken for the labels"]
      } ?? []
  }
}

extension ArrayFile {
  init(_ bytes: Bytes, format: InputFormat, path: String) throws(FileError) {
    switch format {
    case .npz: try self.init(npz: bytes, path: path)
    case .safetensors: try self.init(safetensors: bytes, path: path)
    default: try self.init(npy: bytes, path: path)
    }
  }
}

extension LabelTable {
  /// Reads labels from a file of their own.
  fileprivate init(path: String, rowCount: Int, options: InputOptions) throws(FileError) {
    let bytes = try MappedFile.open(path: path)
    let format = try InputFormat(bytes, path: path)
    let location = FileLocation(path: path)
    try location.check(
      option: "--labels-key",
      isGiven: options.labelsKey != nil && format != .npz && format != .safetensors,
      fits: "npz and safetensors files"
    )
    switch format {
    case .text, .gzip:
      let purpose = TextLayout.Purpose.labels(column: options.labelColumn)
      let isCompressed = format == .gzip
      self.init(try TextTable(bytes, isCompressed: isCompressed, purpose: purpose, path: path))
    case .npy, .npz, .safetensors:
      try location.check(option: "--label-column", isGiven: options.labelColumn != nil, fits: "text files")
      let roles = ArrayRoles(file: try ArrayFile(bytes, format: format, path: path))
      guard
        let found = try roles.labels(key: options.labelsKey, rowCount: rowCount, besides: nil)
      else {
        throw location.badData(
          "no array looks like labels; choose one with --labels-key (there are \(roles.file.listing))"
        )
      }
      try self.init(found.array)
    }
  }
}

extension FileLocation {
  /// Refuses an option that this file has no use for.
  func check(option: String, isGiven: Bool, fits formats: String) throws(FileError) {
    guard !isGiven else {
      throw badData("\(option) is for \(formats), which this is not; leave it out")
    }
  }
}
