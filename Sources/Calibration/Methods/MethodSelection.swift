/// The choice of a method by cross-validation, and its fit on all rows.
///
/// The candidate of the lowest cross-validated loss is the best; chosen is the one with the fewest
/// parameters among those that are no worse than it by more than one standard error of their
/// difference, row by row (the one-standard-error rule: Breiman, Friedman, Olshen and Stone,
/// "Classification and Regression Trees", 1984).
///
/// The fit tells what was chosen from, and how, in ``Fit/selections``. Candidates are tried in
/// parallel.
public struct MethodSelection: CalibrationMethod {
  public typealias Map = ComposedMap

  /// A method under a name.
  public struct Candidate: Sendable, Hashable {
    /// The name, for the table of the choice.
    public let name: String
    /// The method.
    public let method: any CalibrationMethod

    /// Names a method.
    public init(name: String, method: any CalibrationMethod) {
      self.name = name
      self.method = method
    }

    public static func == (left: Candidate, right: Candidate) -> Bool {
      left.name == right.name && AnyHashable(left.method) == AnyHashable(right.method)
    }

    public func hash(into hasher: inout Hasher) {
      hasher.combine(name)
      hasher.combine(AnyHashable(method))
    }
  }

  /// What is chosen from.
  public let candidates: [Candidate]
  /// What was not tried, for the account of the choice.
  public let omissions: [Omission]
  /// The proper loss that is cross-validated, whatever the candidates' fits minimise.
  public let loss: ProperObjective
  /// How candidates are tried.
  public let crossValidation: CrossValidation

  /// Chooses among candidates by cross-validation.
  ///
  /// - Parameters:
  ///   - candidates: What to choose from; with none, the map only normalises.
  ///   - omissions: What was left out, and why; only kept with the choice.
  public init(
    among candidates: [Candidate],
    leavingOut omissions: [Omission] = [],
    loss: ProperObjective = .negativeLogLikelihood,
    by crossValidation: CrossValidation = .standard
  ) {
    self.candidates = candidates
    self.omissions = omissions
    self.loss = loss
    self.crossValidation = crossValidation
  }

  /// Chooses a method and fits it on all rows.
  ///
  /// - Throws: ``PredictionsError/tooFewRows(rows:needed:)`` when there are fewer examples than folds,
  ///   and what the methods throw.
  public func fit(to data: LabeledPredictions, progress: FitProgressHandler?) throws(PredictionsError) -> Fit<Map> {
    let results = Workers.mapTasks(candidates.count) { index in
      Result { () throws(PredictionsError) in try trial(of: candidates[index], on: data, progress) }
    }
    let trials = try results.map { result throws(PredictionsError) in try result.get() }
    guard let best = trials.min(by: { $0.loss < $1.loss }) else {
      return try ComposedMethod([]).fit(to: data)
    }
    let differences = trials.map { $0.difference(to: best, on: data) }
    let simplest = trials.indices.filter {
      differences[$0].mean <= differences[$0].standardError
    }.min {
      (trials[$0].fit.map.parameterCount, trials[$0].loss)
        < (trials[$1].fit.map.parameterCount, trials[$1].loss)
    }
    let scores = trials.indices.map { index in
      Score(
        name: trials[index].name,
        parameterCount: trials[index].fit.map.parameterCount,
        crossValidatedLoss: trials[index].loss,
        difference: differences[index].mean,
        differenceStandardError: differences[index].standardError,
        isChosen: index == simplest
      )
    }
    var fit = simplest.map { trials[$0].fit } ?? best.fit
    fit.selections.append(
      Choice(
        scores: scores.sorted { $0.crossValidatedLoss < $1.crossValidatedLoss },
        omissions: omissions,
        loss: loss,
        crossValidation: crossValidation
      )
    )
    return fit
  }

  /// A candidate fitted on all rows, and its loss on rows that its maps were fitted without.
  private func trial(
    of candidate: Candidate,
    on data: LabeledPredictions,
    _ progress: FitProgressHandler?
  ) throws(PredictionsError) -> Trial {
    progress?(.started(candidate: candidate.name))
    defer { progress?(.finished(candidate: candidate.name)) }
    let repeats = try crossValidation.predictions(of: candidate.method, on: data)
      .map { rowLosses(EvaluatedRows(uncalibrated: $0)) }
    return Trial(
      name: candidate.name,
      fit: try ComposedMethod([candidate.method]).fit(to: data),
      losses: data.labels.indices.map { row in
        repeats.reduce(0) { $0 + $1[row] } / Double(repeats.count)
      },
      data
    )
  }

  private func rowLosses(_ rows: EvaluatedRows) -> [Double] {
    switch loss {
    case .negativeLogLikelihood: rows.logLikelihoods.map { -$0 }
    case .brier: rows.squaredErrors
    }
  }
}

/// A candidate that has been tried.
private struct Trial: Sendable {
  let name: String
  let fit: Fit<ComposedMap>
  /// The mean loss of each row over the repeats.
  let losses: [Double]
  /// Their mean over the rows.
  let loss: Double

  init(name: String, fit: Fit<ComposedMap>, losses: [Double], _ data: LabeledPredictions) {
    self.name = name
    self.fit = fit
    self.losses = losses
    loss = data.mean(of: losses)
  }

  /// The mean difference to another candidate, and its standard error. The outputs for independent
  /// labels of one example are not independent of each other, so that they count as one.
  func difference(to best: Trial, on data: LabeledPredictions) -> (mean: Double, standardError: Double) {
    let differences = zip(losses, best.losses).map { $0 - $1 }
    let mean = data.mean(of: differences)
    let labelCount = data.predictions.labelCount
    var squares = 0.0
    for first in stride(from: 0, to: differences.count, by: labelCount) {
      let rows = first..<(first + labelCount)
      let weight = rows.reduce(0) { $0 + (data.weights?[$1] ?? 1) }
      guard weight > 0 else { continue }
      let sum = rows.reduce(0) { $0 + (data.weights?[$1] ?? 1) * (differences[$1] - mean) }
      squares += sum * sum / weight * Double(labelCount)
    }
    return (mean, squares.squareRoot() / data.totalWeight)
  }
}

extension LabeledPredictions {
  /// The weighted mean of a number for each row.
  fileprivate func mean(of values: [Double]) -> Double {
    guard let weights else { return values.reduce(0, +) / Double(values.count) }
    return zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / totalWeight
  }
}
