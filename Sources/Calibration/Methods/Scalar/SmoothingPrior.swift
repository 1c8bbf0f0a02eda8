/// The distribution that ``LaplaceSmoothing`` mixes probabilities with.
public enum SmoothingPrior: String, Sendable, Hashable, Codable, CaseIterable {
  /// The same probability for every class.
  case uniform
  /// The frequencies of the labels in the fitting data, each class counted one row more.
  case classFrequencies = "class-frequencies"
}
