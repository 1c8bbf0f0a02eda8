import Calibration

/// A classifier's outputs read from a file, with labels where there are any.
public struct Input: Sendable {
  /// The file that holds the scores.
  public let path: String
  /// The scores, sharing the mapped file's memory where its format allows it.
  public let predictions: Predictions
  /// The labels of the rows; `nil` when there are none that can be used: ``labeled()`` says why.
  public let labels: [Int32]?
  /// The weights of the rows; `nil` when none were asked for, and all rows count 1.
  public let weights: [Double]?
  /// The group of each row of ``predictions``; `nil` where none were asked for.
  public let groups: RowGroups?
  /// The names of the classes, from the header over the columns of scores; `nil` where there is no header, or
  /// one column stands for two classes.
  public let classNames: [String]?
  /// The number K of columns in the file when N×K independent sigmoid outputs were read, the labels
  /// of ``predictions``; `nil` otherwise.
  public let sigmoidColumnCount: Int?
  /// What was found out without being told, in words.
  public let notes: [String]
  /// What looks doubtful but can be used, in words.
  public let warnings: [String]

  private let places: TablePlaces
  private let labelPlaces: TablePlaces?
  private let weightPlaces: TablePlaces?
  private let labelsProblem: FileError?

  /// Reads npy, npz, safetensors, CSV, TSV or text, whichever the file holds.
  ///
  /// - Parameters:
  ///   - path: The file; text may be compressed by gzip.
  ///   - options: Where in the file the scores and labels are, and which of them to read.
  /// - Throws: ``FileError`` when the file cannot be read or what it holds cannot be used.
  public init(contentsOf path: String, options: InputOptions = InputOptions()) throws(FileError) {
    // Opened once: a pipe has nothing more to give a second reader.
    let bytes = try MappedFile.open(path: path)
    let table = try InputTable(bytes, path: path, options: options)
    var places = table.places
    var rows = options.rows ?? 0..<table.scores.rowCount
    if rows.upperBound == .max {
      rows = rows.lowerBound..<max(rows.lowerBound, table.scores.rowCount)
    }
    guard !rows.isEmpty, rows.lowerBound >= 0, rows.upperBound <= table.scores.rowCount else {
      throw places.error(
        .rowsOutOfRange(lowerBound: rows.lowerBound, upperBound: rows.upperBound, rowCount: table.scores.rowCount)
      )
    }
    let scoreRowCount = table.scores.rowCount
    let scores = table.scores.rows(rows)
    places.firstRow = rows.lowerBound
    var notes = table.notes
    var warnings: [String] = []
    let kind: ScoreKind
    switch options.kind {
    case .auto:
      let detection = try KindDetection(scores, places: places)
      kind = detection.kind
      notes.append(detection.note)
    case .logits:
      kind = .logits
      if let likely = try? KindDetection(scores, places: places).kind, likely != .logits {
        warnings.append("the scores look like \(likely.rawValue), but are read as logits, as --kind says")
      }
    case .probabilities, .sigmoid: kind = .probabilities
    case .logProbabilities: kind = .logProbabilities
    }
    let isSigmoid = options.kind == .sigmoid
    places.sigmoidColumnCount = isSigmoid ? scores.columnCount : nil
    do {
      predictions =
        try isSigmoid
        ? Predictions(scores.storage, labelCount: scores.columnCount, kind: kind)
        : Predictions(scores.storage, columnCount: scores.columnCount, kind: kind)
    } catch {
      throw places.error(error)
    }
    do throws(FileError) {
      labels = try table.labels.map { labels throws(FileError) in
        try labels.checked(rowCount: table.scores.rowCount).rows(rows)
          .integers(columnCount: scores.columnCount, isSigmoid: isSigmoid)
      }
      labelsProblem = table.labelsProblem
    } catch {
      // Whoever needs no labels need not fix them.
      labels = nil
      labelsProblem = error
    }
    let weightTable = try WeightTable(beside: bytes, path: path, options: options)
    weights = try weightTable.map { table throws(FileError) in
      try table.weights(ofRows: rows, of: scoreRowCount, outputCount: isSigmoid ? scores.columnCount : 1)
    }
    if weights != nil { notes.append("rows count by their weights") }
    groups = try table.groups.map { groups throws(FileError) in
      let names = try groups.checked(rowCount: table.scores.rowCount).names[rows]
      // Each output of a row of independent outputs is a row.
      return RowGroups(names.flatMap { repeatElement($0, count: isSigmoid ? scores.columnCount : 1) })
    }
    classNames = isSigmoid || scores.columnCount == 1 ? nil : table.scoreNames
    let zeroCount = predictions.zeroProbabilityCount()
    if zeroCount > 0 { warnings.append(FitWarning.zeroProbabilities(count: zeroCount).description) }
    self.warnings = warnings
    self.path = path
    self.notes = notes
    self.places = places
    labelPlaces = table.labels?.places.from(places)
    weightPlaces = weightTable?.places.from(places)
    self.sigmoidColumnCount = places.sigmoidColumnCount
  }

  /// The scores with their labels, and weights if there are any.
  ///
  /// - Throws: ``FileError`` when there are no labels, or they do not fit the scores, or a weight is
  ///   negative or not finite.
  public func labeled() throws(FileError) -> LabeledPredictions {
    guard let labels else {
      throw labelsProblem
        ?? places.location.badData(
          "there are no labels; name a file of them with --labels, an array with --labels-key or a column with --label-column"
        )
    }
    do {
      return try LabeledPredictions(predictions, labels: labels, weights: weights)
    } catch {
      let faulty = error.isAboutWeights ? weightPlaces : labelPlaces
      throw (faulty ?? places).error(error)
    }
  }
}

extension TablePlaces {
  /// The same places for the rows that are used of the scores.
  fileprivate func from(_ scores: TablePlaces) -> TablePlaces {
    var places = self
    places.firstRow = scores.firstRow
    places.sigmoidColumnCount = scores.sigmoidColumnCount
    return places
  }
}

extension PredictionsError {
  fileprivate var isAboutWeights: Bool {
    switch self {
    case .weightCount, .weightOutOfRange, .noWeight: true
    default: false
    }
  }
}

extension Predictions {
  /// Reads scores from an npy, npz, safetensors, CSV, TSV or text file.
  ///
  /// What the scores are is found out from their values; ``Input`` says what they were taken for,
  /// and can be told.
  ///
  /// - Throws: ``FileError`` when the file cannot be read or what it holds cannot be used.
  public init(contentsOf path: String, options: InputOptions = InputOptions()) throws(FileError) {
    self = try Input(contentsOf: path, options: options).predictions
  }
}

extension LabeledPredictions {
  /// Reads scores and labels from an npz, safetensors, CSV, TSV or text file.
  ///
  /// What the scores are is found out from their values; ``Input`` says what they were taken for,
  /// and can be told.
  ///
  /// - Throws: ``FileError`` when the file cannot be read, or what it holds cannot be used.
  public init(contentsOf path: String, options: InputOptions = InputOptions()) throws(FileError) {
    self = try Input(contentsOf: path, options: options).labeled()
  }
}
