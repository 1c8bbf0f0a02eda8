import Calibration

/// How well a network does, and knows it does, on a part of the data.
public struct PartMetrics: Sendable, Hashable, Codable {
  /// Mean negative log-likelihood, in nats.
  public let nll: Double
  /// The share of wrong predictions, in [0, 1].
  public let error: Double
  /// Expected calibration error with 15 bins of equal width, in [0, 1].
  public let ece: Double
  /// The mean of the largest probability, in (0, 1].
  public let meanConfidence: Double
}

extension PartMetrics {
  /// Evaluates outputs, without any calibration unless there is a map.
  public init(of outputs: LabeledPredictions, under map: (any CalibrationMap)? = nil) throws {
    let rows = try EvaluatedRows(of: map, on: outputs)
    nll = rows.negativeLogLikelihood
    error = 1 - rows.accuracy
    ece = try rows.expectedCalibrationError()
    meanConfidence = rows.meanConfidence
  }

  /// The share of right predictions, in [0, 1].
  public var accuracy: Double { 1 - error }

  /// The mean confidence less the accuracy: positive when the network is over-confident on the whole.
  public var confidenceGap: Double { meanConfidence - accuracy }
}
