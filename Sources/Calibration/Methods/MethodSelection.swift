/// The choice of a method by cross-validation, and its fit on all rows.
///
/// The candidate of the lowest cross-validated negative log-likelihood is the best; chosen is the one
/// with the fewest parameters among those that are no worse than it by more than one standard error
/// of their difference, row by row (the one-standard-error rule: Breiman et al., "Classification and
/// Regression Trees", 1984).
public struct MethodSelection: CalibrationMethod {
  /// A method under a name.
  public struct Candidate: Sendable {
    /// The name, for the table of the choice.
    public let name: String
    /// The method.
    public let method: any CalibrationMethod

    /// Names a method.
    public init(name: String, method: any CalibrationMethod) {
      self.name = name
      self.method = method
    }
  }

  /// A line of the table that a choice was made from.
  public struct Score: Sendable, Hashable, Codable {
    /// The candidate's name.
    public let name: String
    /// The number of parameters of the candidate fitted on all rows.
    public let parameterCount: Int
    /// The mean negative log-likelihood of rows predicted by maps fitted without them.
    public let crossValidatedNLL: Double
    /// The mean difference to the best candidate, and its standard error over rows.
    public let difference: Double
    public let differenceStandardError: Double
    /// Whether this is the method chosen.
    public let isChosen: Bool

    enum CodingKeys: String, CodingKey {
      case name, difference
      case parameterCount = "parameters"
      case crossValidatedNLL = "cross_validated_nll"
      case differenceStandardError = "difference_standard_error"
      case isChosen = "chosen"
    }
  }

  /// What is chosen from.
  public let candidates: [Candidate]
  /// How candidates are tried.
  public let crossValidation: CrossValidation

  /// - Parameter candidates: What to choose from; with none, the map only normalises.
  public init(
    among candidates: [Candidate],
    by crossValidation: CrossValidation = .standard
  ) {
    self.candidates = candidates
    self.crossValidation = crossValidation
  }

  public func report(
    fittingTo data: LabeledPredictions
  ) throws(PredictionsError) -> Fit<ComposedMap> {
    try select(fittingTo: data).fit
  }

  /// Chooses a method and fits it on all rows.
  ///
  /// - Returns: The fit of the chosen method, and the table it was chosen from, the best first.
  /// - Throws: ``PredictionsError/tooFewRows(rows:needed:)`` when there are fewer rows than folds, and
  ///   what the methods throw.
  public func select(
    fittingTo data: LabeledPredictions
  ) throws(PredictionsError) -> (fit: Fit<ComposedMap>, scores: [Score]) {
    var trials: [Trial] = []
    for candidate in candidates {
      trials.append(
        Trial(
          name: candidate.name,
          fit: try ComposedMethod([candidate.method]).report(fittingTo: data),
          losses: try losses(of: candidate.method, on: data)
        )
      )
    }
    guard
      let best = trials.min(by: { $0.mean(data) < $1.mean(data) }),
      let chosen = trials.filter({
        let difference = $0.difference(to: best, data)
        return difference.mean <= difference.standardError
      }).min(by: {
        ($0.fit.map.parameterCount, $0.mean(data)) < ($1.fit.map.parameterCount, $1.mean(data))
      })
    else { return (try ComposedMethod([]).report(fittingTo: data), []) }
    let scores = trials.map { trial in
      let difference = trial.difference(to: best, data)
      return Score(
        name: trial.name,
        parameterCount: trial.fit.map.parameterCount,
        crossValidatedNLL: trial.mean(data),
        difference: difference.mean,
        differenceStandardError: difference.standardError,
        isChosen: trial.name == chosen.name
      )
    }
    return (chosen.fit, scores.sorted { $0.crossValidatedNLL < $1.crossValidatedNLL })
  }

  /// The mean loss of each row over the repeats.
  private func losses(
    of method: any CalibrationMethod,
    on data: LabeledPredictions
  ) throws(PredictionsError) -> [Double] {
    let repeats = try crossValidation.predictions(of: method, on: data)
      .map { RowStatistics(uncalibrated: $0).logLikelihoods }
    return data.labels.indices.map { row in
      -repeats.reduce(0) { $0 + $1[row] } / Double(repeats.count)
    }
  }

  private struct Trial {
    let name: String
    let fit: Fit<ComposedMap>
    let losses: [Double]

    func mean(_ data: LabeledPredictions) -> Double {
      Self.mean(losses, data)
    }

    func difference(
      to best: Trial,
      _ data: LabeledPredictions
    ) -> (mean: Double, standardError: Double) {
      let differences = zip(losses, best.losses).map { $0 - $1 }
      let mean = Self.mean(differences, data)
      let variance = Self.mean(differences.map { ($0 - mean) * ($0 - mean) }, data)
      return (mean, (variance / data.totalWeight).squareRoot())
    }

    private static func mean(_ values: [Double], _ data: LabeledPredictions) -> Double {
      guard let weights = data.weights else {
        return values.reduce(0, +) / Double(values.count)
      }
      return zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / data.totalWeight
    }
  }
}
