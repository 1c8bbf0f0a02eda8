/// The fit that matrix scaling and Dirichlet calibration share: W and b of softmax(W x + b), for
/// centred logits or log-probabilities x.
struct MatrixFit {
  let inputs: MatrixMap.Inputs
  let regularization: MatrixRegularization
  /// `nil` for one chosen by cross-validation.
  let strength: RegularizationStrength?
  let onProgress: (@Sendable (FitProgress) -> Void)?

  /// Cross-validated values need to be told apart, no more.
  private static let coarseTolerance = 1e-8

  func report(fittingTo data: LabeledPredictions) throws(PredictionsError) -> Fit<MatrixMap> {
    let classCount = data.classCount
    let parameterCount = classCount * (classCount + 1)
    let monitor = ProgressMonitor(onProgress)
    monitor.start(rowCount: data.rowCount, parameterCount: parameterCount)
    var result = ScalarFit.temperatureOptimum(of: data)
    let chosen = strength == nil ? try chosenStrength(for: data, result.temperature, monitor) : nil
    let strength = strength ?? chosen?.strength ?? RegularizationStrength(unchecked: 0, 0)
    var search = search(on: data, strength)
    search.monitor = monitor
    let found = search.optimum(fromTemperature: result.temperature)
    result.value =
      found.value - search.penalty.value(weights: found.weights, intercept: found.intercept)
    result.warnings = data.fitWarnings(
      after: result,
      parameterCount: parameterCount,
      converged: found.converged
    )
    if let warning = chosen?.warning { result.warnings.append(warning) }
    return Fit(
      map: MatrixMap(unchecked: search.rows(found.weights, found.intercept), inputs: inputs),
      parameters: [
        FittedParameter(name: "lambda", value: strength.lambda, standardError: nil),
        FittedParameter(name: "mu", value: strength.mu, standardError: nil),
      ],
      objective: .negativeLogLikelihood,
      result,
      data
    )
  }

  private func search(
    on data: LabeledPredictions,
    _ strength: RegularizationStrength
  ) -> LinearSearch<MatrixRows> {
    let features = inputs.features
    let floor = features.floor(classCount: data.classCount)
    return LinearSearch(
      likelihood: LinearLikelihood(data, features),
      penalty: regularization.penalty(strength, classCount: data.classCount)
    ) { MatrixRows(transposed: $0, intercept: $1, floor: floor) }
  }

  // MARK: Cross-validation

  /// The strength of the least likelihood loss on folds left out: first λ and μ together, times the
  /// same factor, then μ alone.
  private func chosenStrength(
    for data: LabeledPredictions,
    _ temperature: Double,
    _ monitor: ProgressMonitor
  ) throws(PredictionsError) -> (strength: RegularizationStrength, warning: FitWarning?)? {
    let reference = regularization.reference(
      rowWeight: data.totalWeight,
      classCount: data.classCount
    )
    let grid = MatrixRegularization.grid
    let folds = try Self.folds(of: data)
    func best(_ strengths: [RegularizationStrength]) -> Int {
      let losses = folds.map { self.losses(of: strengths, $0, temperature, monitor) }
      let sums = strengths.indices.map { index in losses.reduce(0) { $0 + $1[index] } }
      return sums.indices.min { sums[$0] < sums[$1] } ?? 0
    }
    let together = best(
      grid.map { RegularizationStrength(unchecked: $0 * reference.lambda, $0 * reference.mu) }
    )
    let lambda = grid[together] * reference.lambda
    let alone = best(grid.map { RegularizationStrength(unchecked: lambda, $0 * reference.mu) })
    return (
      RegularizationStrength(unchecked: lambda, grid[alone] * reference.mu),
      together == grid.count - 1 ? .onBound(parameter: "lambda", value: lambda) : nil
    )
  }

  private typealias Fold = (fit: LabeledPredictions, held: LabeledPredictions)

  private static func folds(of data: LabeledPredictions) throws(PredictionsError) -> [Fold] {
    let count = CrossValidation.standard.foldCount
    guard data.rowCount >= count else { throw .tooFewRows(rows: data.rowCount, needed: count) }
    let folds = CrossValidation.standard.folds(of: data, repetition: 0)
    return (0..<count).map { fold in
      (
        data.copy(ofRows: folds.indices.filter { folds[$0] != fold }),
        data.copy(ofRows: folds.indices.filter { folds[$0] == fold })
      )
    }
  }

  /// The summed losses on the rows left out, for strengths from strong to weak, each search starting
  /// where the one before ended.
  private func losses(
    of strengths: [RegularizationStrength],
    _ fold: Fold,
    _ temperature: Double,
    _ monitor: ProgressMonitor
  ) -> [Double] {
    let held = LinearLikelihood(fold.held, inputs.features)
    var search = search(on: fold.fit, RegularizationStrength(unchecked: 0, 0))
    search.tolerance = Self.coarseTolerance
    search.monitor = monitor
    var point: LinearSearch<MatrixRows>.Optimum?
    return strengths.map { strength in
      search.penalty = regularization.penalty(strength, classCount: fold.fit.classCount)
      let found =
        point.map { search.optimum(fromWeights: $0.weights, intercept: $0.intercept) }
        ?? search.optimum(fromTemperature: temperature)
      point = found
      let mean = held.evaluate(search.rows(found.weights, found.intercept), gamma: nil)
      return mean.value * fold.held.totalWeight
    }
  }
}

extension LinearSearch<MatrixRows> {
  /// The lowest point found from temperature scaling.
  fileprivate func optimum(fromTemperature temperature: Double) -> Optimum {
    let classCount = likelihood.data.classCount
    var weights = [Double](repeating: 0, count: classCount * classCount)
    for index in stride(from: 0, to: weights.count, by: classCount + 1) {
      weights[index] = 1 / temperature
    }
    return optimum(
      fromWeights: weights,
      intercept: [Double](repeating: 0, count: classCount)
    )
  }
}
