import CMath

extension EvaluatedRows {
  /// The skill of the negative log-likelihood against the class frequencies, at most 1: the share of
  /// their loss that the model saves, 1 − NLL / H(f).
  ///
  /// The reference gives every row the frequencies f of the classes in these very rows; its loss is
  /// the entropy H(f) = −Σ_k f_k ln f_k. 1 is perfect, 0 no better than knowing the frequencies alone,
  /// below 0 worse. Where all rows have one class the reference is perfect and nothing can be gained:
  /// the skill is then 0. It is −∞ where the loss is infinite.
  ///
  /// Source: Murphy, "The Finley Affair: A Signal Event in the History of Forecast Verification"
  /// (Weather and Forecasting, 1996), on skill scores in general.
  public var negativeLogLikelihoodSkill: Double {
    ClassFrequencies(self).skill(negativeLogLikelihood: negativeLogLikelihood)
  }

  /// The skill of the Brier score against the class frequencies, at most 1: the share of their
  /// score that the model saves, 1 − Brier / (1 − Σ_k f_k²).
  ///
  /// The reference is that of ``negativeLogLikelihoodSkill``; where all rows have one class the skill
  /// is 0.
  ///
  /// Source: Murphy, "A New Vector Partition of the Probability Score" (Journal of Applied
  /// Meteorology, 1973).
  public var brierSkill: Double { ClassFrequencies(self).skill(brierScore: brierScore) }
}

/// The losses of a model that gives every row the frequencies of the classes.
struct ClassFrequencies {
  private let entropy: Double
  private let brierScore: Double

  /// - Parameter classWeights: The weight of the rows of each class, in any unit.
  init(classWeights: some Collection<Double>) {
    let total = classWeights.reduce(0, +)
    var entropy = 0.0
    var brierScore = 0.0
    for weight in classWeights where weight > 0 {
      let frequency = weight / total
      entropy -= frequency * log(frequency)
      brierScore += frequency * (1 - frequency)
    }
    self.entropy = entropy
    self.brierScore = brierScore
  }

  init(_ rows: EvaluatedRows) {
    var classWeights = [Double](repeating: 0, count: rows.classCount)
    for (row, label) in rows.labels.enumerated() {
      classWeights[Int(label)] += rows.weight(ofRow: row)
    }
    self.init(classWeights: classWeights)
  }

  func skill(negativeLogLikelihood: Double) -> Double {
    entropy > 0 ? 1 - negativeLogLikelihood / entropy : 0
  }

  func skill(brierScore: Double) -> Double {
    self.brierScore > 0 ? 1 - brierScore / self.brierScore : 0
  }
}
