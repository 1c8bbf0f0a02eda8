/// How a network does on the images that it was trained on and on others.
public struct GeneralizationGap: Sendable, Hashable, Encodable {
  /// On a fixed sample of the training part, without augmentation.
  public let train: PartMetrics
  public let test: PartMetrics
  /// Training accuracy less test accuracy.
  public let accuracyGap: Double
  /// Test NLL less training NLL, in nats.
  public let nllGap: Double
  /// Confidence less accuracy on training images.
  public let trainConfidenceGap: Double
  /// Confidence less accuracy on test images.
  public let testConfidenceGap: Double

  public init(train: PartMetrics, test: PartMetrics) {
    self.train = train
    self.test = test
    accuracyGap = train.accuracy - test.accuracy
    nllGap = test.nll - train.nll
    trainConfidenceGap = train.confidenceGap
    testConfidenceGap = test.confidenceGap
  }
}
