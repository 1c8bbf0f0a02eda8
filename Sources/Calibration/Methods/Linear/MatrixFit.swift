/// The fit that matrix scaling and Dirichlet calibration share: W and b of softmax(W x + b), for
/// centred logits or log-probabilities x.
struct MatrixFit {
  let inputs: MatrixMap.Inputs
  let regularization: MatrixRegularization
  /// `nil` where cross-validation is to choose it.
  let strength: RegularizationStrength?

  /// Cross-validated values need to be distinguished, no more.
  private static let coarseTolerance = 1e-6
  /// Penalties are weak here, and the likelihood alone is off by the root of what the penalised value is.
  private static let fineTolerance = 1e-15

  func fit(to data: LabeledPredictions, progress: FitProgressHandler?) throws(PredictionsError) -> Fit<MatrixMap> {
    let classCount = data.classCount
    let parameterCount = classCount * (classCount + 1)
    let monitor = ProgressMonitor(progress)
    monitor.start(rowCount: data.countedRowCount, parameterCount: parameterCount)
    let ordered = data.inCanonicalOrder
    var result = ScalarFit.temperatureOptimum(of: ordered)
    let chosen =
      strength == nil ? try chosenStrength(for: data, result.temperature, monitor) : nil
    let strength = strength ?? chosen?.strength ?? RegularizationStrength(unchecked: 0, 0)
    var search = search(on: ordered, strength)
    search.monitor = monitor
    let (found, value, isCautious) = search.boundedOptimum(
      from: search.start(atTemperature: result.temperature),
      orAnyOf: (result.isTemperatureInside ? [result.temperature, 1] : [1]).map {
        search.start(atTemperature: $0)
      }
    )
    result.value = value
    result.warnings = data.fitWarnings(after: result, parameterCount: parameterCount, converged: found.converged)
    if isCautious { result.warnings.append(.separableOutcomes) }
    if let warning = chosen?.warning { result.warnings.append(warning) }
    return Fit(
      map: MatrixMap(unchecked: search.rows(found.coefficients), inputs: inputs),
      parameters: [
        FittedParameter(name: "lambda", value: strength.lambda, standardError: nil, isSetting: true),
        FittedParameter(name: "mu", value: strength.mu, standardError: nil, isSetting: true),
      ],
      objective: .negativeLogLikelihood,
      result,
      data
    )
  }

  private func search(
    on data: LabeledPredictions,
    _ strength: RegularizationStrength
  ) -> LinearSearch<MatrixRows<Double>> {
    let features = inputs.features
    let floor = features.floor(classCount: data.classCount)
    return LinearSearch(
      likelihood: LinearLikelihood(data, features),
      penalty: regularization.penalty(strength, classCount: data.classCount),
      tolerance: Self.fineTolerance
    ) { MatrixRows($0, floor: floor) }
  }

  // MARK: Cross-validation

  /// The strength of the least likelihood loss on folds left out: first λ and μ together, times the
  /// same factor, then μ alone.
  private func chosenStrength(
    for data: LabeledPredictions,
    _ temperature: Double,
    _ monitor: ProgressMonitor
  ) throws(PredictionsError) -> (strength: RegularizationStrength, warning: FitWarning?) {
    monitor.isCrossValidating = true
    defer { monitor.isCrossValidating = false }
    let reference = regularization.reference(rowWeight: data.totalWeight, classCount: data.classCount)
    let grid = MatrixRegularization.grid
    let folds = try folds(of: data, temperature, monitor)
    let together = best(
      of: grid.map { RegularizationStrength(unchecked: $0 * reference.lambda, $0 * reference.mu) },
      folds
    )
    let strength = best(of: grid.map { RegularizationStrength(unchecked: together.lambda, $0 * reference.mu) }, folds)
    let weakest = (grid.last ?? 0) * reference.lambda
    return (strength, strength.lambda == weakest ? .onBound(parameter: "lambda", value: weakest) : nil)
  }

  /// Rows to fit to, and the others, that tell how well it went.
  private struct Fold {
    var search: LinearSearch<MatrixRows<Double>>
    let held: LinearLikelihood
    let start: LinearCoefficients
  }

  private func folds(
    of data: LabeledPredictions,
    _ temperature: Double,
    _ monitor: ProgressMonitor
  ) throws(PredictionsError) -> [Fold] {
    let count = CrossValidation.standard.foldCount
    guard data.rowCount >= count else { throw .tooFewRows(rows: data.rowCount, needed: count) }
    let folds = CrossValidation.standard.folds(of: data, repetition: 0)
    return (0..<count).compactMap { fold -> Fold? in
      let fit = data.copy(ofRows: folds.indices.filter { folds[$0] != fold })
      let held = data.copy(ofRows: folds.indices.filter { folds[$0] == fold })
      // Of few rows that count a fold may have none, or all.
      guard fit.totalWeight > 0, held.totalWeight > 0 else { return nil }
      var search = search(on: fit, RegularizationStrength(unchecked: 0, 0))
      search.tolerance = Self.coarseTolerance
      search.monitor = monitor
      return Fold(
        search: search,
        held: LinearLikelihood(held, inputs.features),
        start: search.start(atTemperature: temperature)
      )
    }
  }

  /// The best of strengths that fall. Each search starts where the one before ended; the path ends
  /// where the loss has risen twice, since weaker penalties overfit more and take longer.
  private func best(of strengths: [RegularizationStrength], _ folds: [Fold]) -> RegularizationStrength {
    var points = folds.map(\.start)
    var losses: [Double] = []
    for strength in strengths {
      var loss = 0.0
      for (index, fold) in folds.enumerated() {
        var search = fold.search
        search.penalty = regularization.penalty(strength, classCount: points[index].classCount)
        points[index] = search.optimum(from: points[index]).coefficients
        let rows = search.rows(points[index])
        loss += fold.held.evaluate(rows, gamma: nil).value * fold.held.data.totalWeight
      }
      losses.append(loss)
      if losses.count > 2, let least = losses.min(), losses.suffix(2).allSatisfy({ $0 > least }) {
        break
      }
    }
    return strengths[losses.indices.min { losses[$0] < losses[$1] } ?? 0]
  }
}

extension LinearSearch<MatrixRows<Double>> {
  /// Temperature scaling, as a start.
  fileprivate func start(atTemperature temperature: Double) -> LinearCoefficients {
    let classCount = likelihood.data.classCount
    var start = LinearCoefficients(weightCount: classCount * classCount, classCount: classCount)
    for index in start.diagonal { start.all[index] = 1 / temperature }
    return start
  }
}
