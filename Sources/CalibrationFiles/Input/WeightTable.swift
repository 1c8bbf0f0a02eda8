import Calibration

/// The weights of rows as a file holds them.
struct WeightTable: Sendable {
  let weights: [Double]
  let places: TablePlaces

  /// Reads weights from the scores' file or from one of their own; `nil` when none are asked for.
  ///
  /// - Parameters:
  ///   - scores: The bytes of the file with the scores.
  ///   - scoresPath: Its name.
  init?(beside scores: Bytes, path scoresPath: String, options: InputOptions) throws(FileError) {
    guard
      options.weightsPath != nil || options.weightsKey != nil || options.weightColumn != nil
    else { return nil }
    let path = options.weightsPath ?? scoresPath
    let location = FileLocation(path: path)
    let bytes =
      try options.weightsPath.map { path throws(FileError) in
        try MappedFile.open(path: path)
      } ?? scores
    let format = try InputFormat(bytes, path: path)
    switch format {
    case .text, .gzip:
      try location.check(option: "--weights-key", isGiven: options.weightsKey != nil, fits: "npz and safetensors files")
      let table = try TextTable(
        bytes,
        isCompressed: format == .gzip,
        purpose: .weights(column: options.weightColumn),
        path: path
      )
      weights = table.labels ?? []
      places = TablePlaces(location: location, lineNumbers: table.lineNumbers)
    case .npy, .npz, .safetensors:
      try location.check(option: "--weight-column", isGiven: options.weightColumn != nil, fits: "text files")
      try location.check(
        option: "--weights-key",
        isGiven: options.weightsKey != nil && format == .npy,
        fits: "npz and safetensors files"
      )
      let file = try ArrayFile(bytes, format: format, path: path)
      let (key, array) = try ArrayRoles(file: file).weights(key: options.weightsKey)
      guard array.isVector else {
        throw array.location.badData(
          "the array \(quotedKey(key)) has the shape \(array.shape); weights are one number for each row"
        )
      }
      weights = try array.doubles()
      places = TablePlaces(location: array.location)
    }
  }

  /// The weights of some rows of so many.
  ///
  /// - Parameter outputCount: How many rows each becomes.
  func weights(ofRows rows: Range<Int>, of rowCount: Int, outputCount: Int) throws(FileError) -> [Double] {
    guard weights.count == rowCount else {
      throw places.error(.weightCount(weights: weights.count, rows: rowCount))
    }
    return outputCount == 1
      ? Array(weights[rows])
      : weights[rows].flatMap { repeatElement($0, count: outputCount) }
  }
}
