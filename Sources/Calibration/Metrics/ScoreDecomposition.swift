import CMath

/// The CORP decomposition of the mean score of a binary event: score = miscalibration − discrimination
/// + uncertainty.
///
/// The probabilities are recalibrated by isotonic regression on the rows themselves. What that gains
/// is the *miscalibration*; what the recalibrated probabilities are better than the event's frequency
/// is the *discrimination*; the score of the frequency is the *uncertainty*. All three are at least 0,
/// and no number of bins is to be chosen. Isotonic regression also fits noise: the miscalibration of
/// a calibrated model is above 0.
///
/// Source: Dimitriadis, Gneiting and Jordan, "Stable Reliability Diagrams for Probabilistic
/// Classifiers" (PNAS, 2021).
public struct ScoreDecomposition: Sendable, Hashable {
  /// The score less that of the recalibrated probabilities, at least 0; infinite with the score.
  public let miscalibration: Double
  /// The score of the frequency less that of the recalibrated probabilities, at least 0.
  public let discrimination: Double
  /// The score of the frequency.
  public let uncertainty: Double

  /// The mean score, which the parts make up.
  public var score: Double { miscalibration - discrimination + uncertainty }

  init(score: Double, recalibrated: Double, frequency: Double) {
    // Recalibration and the frequency it contains can be worse by rounding only.
    miscalibration = max(0, score - recalibrated)
    discrimination = max(0, frequency - recalibrated)
    uncertainty = frequency
  }
}

/// Isotonic recalibration of the probabilities of a binary event, and the scores it leads to.
struct IsotonicRecalibration: Sendable {
  private let groups: ConfidenceGroups
  private let blocks: [PoolAdjacentViolators.Block]

  init(_ groups: ConfidenceGroups) {
    var pool = PoolAdjacentViolators()
    for group in groups.groups { pool.append(weight: group.weight, sum: group.correctWeight) }
    self.groups = groups
    blocks = pool.blocks
  }

  /// The blocks as bins.
  var table: ReliabilityTable {
    var first = 0
    return ReliabilityTable(
      bins: blocks.map { block in
        let members = groups.groups[first..<(first + block.count)]
        first += block.count
        return ReliabilityTable.Bin(
          // A block has at least one member.
          lowerEdge: members.first?.confidence ?? 0,
          upperEdge: members.last?.confidence ?? 0,
          sums: BinSums(
            weight: block.weight,
            confidence: members.reduce(0) { $0 + $1.weight * $1.confidence },
            correct: block.sum
          )
        )
      }
    )
  }

  /// - Parameter meanSquaredError: The mean of (c − a)².
  func brierScore(meanSquaredError: Double) -> ScoreDecomposition {
    decomposition(of: meanSquaredError) { $0 * (1 - $0) }
  }

  /// - Parameter meanLogLoss: The mean of −a ln c − (1 − a) ln(1 − c).
  func negativeLogLikelihood(meanLogLoss: Double) -> ScoreDecomposition {
    decomposition(of: meanLogLoss) { p in
      p > 0 && p < 1 ? -p * log(p) - (1 - p) * log1p(-p) : 0
    }
  }

  /// - Parameter entropy: The expected score of a probability that is the event's.
  private func decomposition(of score: Double, entropy: (Double) -> Double) -> ScoreDecomposition {
    let recalibrated = blocks.reduce(0) { $0 + $1.weight * entropy($1.mean) }
    return ScoreDecomposition(
      score: score,
      recalibrated: recalibrated / groups.totalWeight,
      frequency: entropy(groups.correctWeight / groups.totalWeight)
    )
  }
}

extension ReliabilityTable {
  /// The CORP reliability curve: the rows in order of confidence, in as few bins as make the accuracies the
  /// isotonic regression of being right on the confidence.
  ///
  /// A bin's accuracy is the recalibrated probability of the confidences between its edges; accuracies
  /// rise from bin to bin. Draw them against the confidence; the diagonal is calibration.
  ///
  /// Source: Dimitriadis, Gneiting and Jordan, "Stable Reliability Diagrams for Probabilistic
  /// Classifiers" (PNAS, 2021).
  public init(isotonic rows: EvaluatedRows) {
    self = IsotonicRecalibration(ConfidenceGroups(rows)).table
  }
}

extension EvaluatedRows {
  /// The CORP decomposition of the Brier score of the confidence, the mean of (c_i − a_i)², in [0, 1].
  ///
  /// The event is that the predicted class is right. See ``ScoreDecomposition``; for the classes one by
  /// one, ``ClasswiseDecomposition``.
  public var brierDecomposition: ScoreDecomposition {
    IsotonicRecalibration(ConfidenceGroups(self))
      .brierScore(meanSquaredError: mean { confidenceSquaredError(ofRow: $0) })
  }

  /// The CORP decomposition of the negative log-likelihood of the confidence, the mean of
  /// −a_i ln c_i − (1 − a_i) ln(1 − c_i), in nats.
  ///
  /// The event is that the predicted class is right. See ``ScoreDecomposition``; for the classes one by
  /// one, ``ClasswiseDecomposition``.
  public var negativeLogLikelihoodDecomposition: ScoreDecomposition {
    IsotonicRecalibration(ConfidenceGroups(self))
      .negativeLogLikelihood(meanLogLoss: mean { confidenceLogLoss(ofRow: $0) })
  }

  /// (c − a)².
  func confidenceSquaredError(ofRow row: Int) -> Double {
    let error = confidences[row] - (isCorrect(row: row) ? 1 : 0)
    return error * error
  }

  /// −a ln c − (1 − a) ln(1 − c).
  func confidenceLogLoss(ofRow row: Int) -> Double {
    isCorrect(row: row) ? -logLikelihoods[row] : -logComplements[row]
  }
}
