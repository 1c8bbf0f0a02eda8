/// How ``MatrixScaling`` and ``DirichletCalibration`` are fitted.
public struct MatrixFitSettings: Sendable {
  /// Which numbers are held back.
  public var regularization: MatrixRegularization
  /// How strongly; `nil` for what 5-fold cross-validation of the negative log-likelihood chooses.
  public var strength: RegularizationStrength?
  /// Is called while a fit runs, from its threads.
  public var onProgress: (@Sendable (FitProgress) -> Void)?

  /// Chooses settings.
  ///
  /// - Parameters:
  ///   - regularization: Which numbers are held back.
  ///   - strength: λ ≥ 0 and μ ≥ 0; `nil` lets cross-validation choose, which needs at least 5 rows.
  ///   - onProgress: Is called while a fit runs, from its threads.
  public init(
    regularization: MatrixRegularization = .odir,
    strength: RegularizationStrength? = nil,
    onProgress: (@Sendable (FitProgress) -> Void)? = nil
  ) {
    self.regularization = regularization
    self.strength = strength
    self.onProgress = onProgress
  }
}
