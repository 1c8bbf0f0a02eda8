/// How well the probabilities of one class are calibrated, over all rows.
public struct ClassCalibration: Sendable, Hashable {
  /// The number of the class.
  public let classIndex: Int
  /// The share of the weight whose true class it is, in [0, 1].
  public let frequency: Double
  /// The mean of the probability it is given, in [0, 1].
  public let meanProbability: Double
  /// The expected calibration error of its probability, L1 norm, in [0, 1].
  public let calibrationError: Double
  /// The part of the error where the probability is too high, in [0, 1]; see
  /// ``ReliabilityTable/overconfidence``.
  public let overconfidence: Double
  /// The part of the error where the probability is too low, in [0, 1].
  public let underconfidence: Double

  init(classIndex: Int, _ table: ReliabilityTable) {
    let total = table.totalWeight
    self.classIndex = classIndex
    frequency = table.bins.reduce(0) { $0 + $1.sums.correct } / total
    meanProbability = table.bins.reduce(0) { $0 + $1.sums.confidence } / total
    calibrationError = table.calibrationError()
    overconfidence = table.overconfidence
    underconfidence = table.underconfidence
  }
}

extension ClasswiseReliability {
  /// Each class by itself, in order; the mean of their errors is ``calibrationError(norm:)``.
  public var classes: [ClassCalibration] {
    (0..<classCount).map { ClassCalibration(classIndex: $0, table(ofClass: $0)) }
  }
}
