import CMath

/// Draws numbers of successes in independent trials of one probability.
///
/// Exact by inversion: one uniform number is compared with the probabilities of 0, 1, 2, … successes, for parts of
/// the trials whose expected number of the rarer outcome is at most 30. Above 1000 of it in all the draw
/// is a rounded normal number, whose error is then a few thousandths of the standard deviation.
///
/// Source: Devroye, "Non-Uniform Random Variate Generation" (Springer, 1986), section X.4.
struct BinomialSampler: Sendable {
  /// Trials that are drawn with one uniform number.
  private struct Part: Sendable {
    let trials: Double
    /// The probability that the rarer outcome does not occur.
    let noneProbability: Double
  }

  private static let largestMeanOfPart = 30.0
  private static let largestExactMean = 1_000.0

  private let trials: Double
  /// The probability of the rarer outcome, at most ½.
  private let rarer: Double
  /// Whether it is success that is rarer.
  private let countsSuccesses: Bool
  private let wholeParts: Int
  private let wholePart: Part
  private let lastPart: Part
  private let isExact: Bool

  /// - Parameters:
  ///   - trials: The number of trials, whole and positive.
  ///   - probability: The probability of success, in [0, 1].
  init(trials: Double, probability: Double) {
    self.trials = trials
    countsSuccesses = probability <= 0.5
    rarer = countsSuccesses ? probability : 1 - probability
    isExact = trials * rarer <= Self.largestExactMean
    let size =
      rarer > 0 ? min((Self.largestMeanOfPart / rarer).rounded(.down), trials) : trials
    let none = log1p(-rarer)
    func part(_ trials: Double) -> Part {
      Part(trials: trials, noneProbability: exp(trials * none))
    }
    wholeParts = isExact ? Int(trials / size) : 0
    wholePart = part(size)
    lastPart = part(trials - Double(wholeParts) * size)
  }

  /// A number of successes.
  func next(using generator: inout SplitMix64) -> Double {
    let count = isExact ? exactCount(using: &generator) : normalCount(using: &generator)
    return countsSuccesses ? count : trials - count
  }

  private func exactCount(using generator: inout SplitMix64) -> Double {
    var count = 0.0
    for _ in 0..<wholeParts { count += self.count(in: wholePart, using: &generator) }
    return lastPart.trials > 0 ? count + self.count(in: lastPart, using: &generator) : count
  }

  private func count(in part: Part, using generator: inout SplitMix64) -> Double {
    var rest = Self.uniform(using: &generator)
    var term = part.noneProbability
    var count = 0.0
    let odds = rarer / (1 - rarer)
    while rest >= term, count < part.trials {
      rest -= term
      term *= odds * (part.trials - count) / (count + 1)
      count += 1
    }
    return count
  }

  private func normalCount(using generator: inout SplitMix64) -> Double {
    // Box and Muller's transform; 1 − u is never 0.
    let radius = (-2 * log(1 - Self.uniform(using: &generator))).squareRoot()
    let normal = radius * cos(2 * .pi * Self.uniform(using: &generator))
    let deviation = (trials * rarer * (1 - rarer)).squareRoot()
    return min(max((trials * rarer + deviation * normal).rounded(), 0), trials)
  }

  /// A number in [0, 1).
  private static func uniform(using generator: inout SplitMix64) -> Double {
    Double(generator.next() >> 11) * 0x1p-53
  }
}
