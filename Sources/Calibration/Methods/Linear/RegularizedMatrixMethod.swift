/// A method that fits a full matrix and a shift for each class, with regularisation: ``MatrixScaling`` and
/// ``DirichletCalibration``, which differ in what the matrix is applied to.
public protocol RegularizedMatrixMethod: CalibrationMethod, Codable where Map == MatrixMap {
  /// What the matrix is applied to.
  static var inputs: MatrixMap.Inputs { get }
  /// Which parameters are regularised.
  var regularization: MatrixRegularization { get set }
  /// How strongly; `nil` for the strength that 5-fold cross-validation of the negative log-likelihood chooses.
  var strength: RegularizationStrength? { get set }

  /// Creates the method: off-diagonal and intercept regularisation (ODIR), with a strength that cross-validation chooses.
  init()
}

extension RegularizedMatrixMethod {
  /// Creates the method.
  ///
  /// - Parameters:
  ///   - regularization: Which parameters are regularised.
  ///   - strength: λ ≥ 0 and μ ≥ 0; `nil` lets cross-validation choose, which needs at least 5 rows.
  public init(regularization: MatrixRegularization = .odir, strength: RegularizationStrength? = nil) {
    self.init()
    self.regularization = regularization
    self.strength = strength
  }

  /// - Throws: ``PredictionsError/tooFewRows(rows:needed:)`` below 5 rows where the strength is to be
  ///   chosen.
  public func fit(to data: LabeledPredictions, progress: FitProgressHandler?) throws(PredictionsError) -> Fit<MatrixMap>
  {
    try MatrixFit(inputs: Self.inputs, regularization: regularization, strength: strength)
      .fit(to: data, progress: progress)
  }
}
