/// Finds the scores and the labels among the arrays of a file, or asks the user.
struct ArrayRoles {
  let file: ArrayFile
  /// The array of weights, which is no candidate.
  var weightsKey: String?

  typealias Found = (key: String, array: NumericArray)

  /// The array of scores: the one named, or the only one that can be meant.
  func predictions(key: String?) throws(FileError) -> Found {
    if let key { return try named(key, option: "--predictions-key") }
    if let only = try onlyEntry() { return only }
    let numbers = readable.filter {
      $0.array.elementType.isFloatingPoint && !FieldNames.isLabels($0.key)
    }
    let scores = numbers.filter { $0.array.elementCount > 0 }
    let matrices = scores.filter { $0.array.shape.count == 2 && $0.array.shape[1] > 1 }
    let candidates = matrices.isEmpty ? scores.filter { $0.array.isVector } : matrices
    if let only = Self.single(candidates, preferring: FieldNames.isPredictions) { return only }
    // Of what no scores can be, the one that must be meant: whoever reads it says what is wrong with it.
    if candidates.isEmpty,
      let only = Self.single(numbers, preferring: FieldNames.isPredictions)
    {
      return only
    }
    throw file.location.badData(
      "it is not clear which array holds the scores; choose one with --predictions-key (there are \(file.listing))"
    )
  }

  /// The array of labels: the one named, or the only one that can be meant; `nil` if none can.
  ///
  /// - Parameters:
  ///   - rowCount: The number of labels needed, if that is known.
  ///   - scores: The key of the scores if they are in the same file.
  func labels(key: String?, rowCount: Int?, besides scores: String?) throws(FileError) -> Found? {
    if let key { return try named(key, option: "--labels-key") }
    if scores == nil, let only = try onlyEntry() { return only }
    let others = readable.filter { $0.key != scores && $0.array.elementCount > 0 }
    let named = others.filter { FieldNames.isLabels($0.key) }
    if named.count == 1 { return named[0] }
    let candidates = (named.isEmpty ? others : named).filter {
      !$0.array.elementType.isFloatingPoint
        && (rowCount == nil || $0.array.shape.first == rowCount)
    }
    let vectors = candidates.filter { $0.array.isVector }
    let matrices = candidates.filter { $0.array.shape.count == 2 }
    let meant = vectors.isEmpty ? matrices : vectors
    if meant.count == 1 { return meant[0] }
    if meant.isEmpty, named.isEmpty { return nil }
    throw file.location.badData(
      "it is not clear which array holds the labels; choose one with --labels-key (there are \(file.listing))"
    )
  }

  /// The array of weights: the one named, or the only one.
  func weights(key: String?) throws(FileError) -> Found {
    if let key { return try named(key, option: "--weights-key") }
    if let only = try onlyEntry() { return only }
    throw file.location.badData(
      "it is not clear which array holds the weights; choose one with --weights-key (there are \(file.listing))"
    )
  }

  /// The array of groups: the one named, or the only one there is.
  func groups(key: String?) throws(FileError) -> NumericArray {
    if let key { return try named(key, option: "--groups-key").array }
    guard let only = try onlyEntry() else {
      throw file.location.badData(
        "it is not clear which array holds the groups; choose one with --groups-key (there are \(file.listing))"
      )
    }
    return only.array
  }

  private var readable: [Found] {
    file.entries.compactMap { entry in
      entry.key == weightsKey ? nil : (try? entry.array.get()).map { (entry.key, $0) }
    }
  }

  private func onlyEntry() throws(FileError) -> Found? {
    guard file.entries.count == 1, let entry = file.entries.first else { return nil }
    return (entry.key, try entry.array.get())
  }

  private func named(_ key: String, option: String) throws(FileError) -> Found {
    guard let entry = file.entries.first(where: { $0.key == key }) else {
      throw file.location.badData(
        "there is no array \(quotedKey(key)); give another \(option) (there are \(file.listing))"
      )
    }
    return (key, try entry.array.get())
  }

  private static func single(_ found: [Found], preferring isMeant: (String) -> Bool) -> Found? {
    if found.count == 1 { return found[0] }
    let named = found.filter { isMeant($0.key) }
    return named.count == 1 ? named[0] : nil
  }
}
