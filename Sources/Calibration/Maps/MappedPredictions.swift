/// Labelled scores and the map that is applied to them: one side of a comparison.
public struct MappedPredictions: Sendable {
  /// The map; `nil` for the softmax of the uncalibrated scores.
  public let map: (any CalibrationMap)?
  /// Scores with their true classes.
  public let data: LabeledPredictions

  /// Joins a map and scores.
  ///
  /// - Parameters:
  ///   - map: The map to apply; `nil` for the softmax of the uncalibrated scores.
  ///   - data: Scores with their true classes.
  public init(_ map: (any CalibrationMap)? = nil, on data: LabeledPredictions) {
    self.map = map
    self.data = data
  }
}
