extension MethodCatalog {
  /// The methods that fit numbers for each class: factors, shifts, matrices.
  static let linearMethods = [
    MethodEntry(
      "vector",
      "vector scaling",
      .vector,
      parameters: "2K",
      summary: "many rows for each class",
      guide: "VectorScaling",
      unsuitability: DataSize.unsuitabilityOfVectors
    ) { _ in VectorScaling() },
    MethodEntry(
      "structured-vector",
      "structured vector scaling",
      .vector,
      parameters: "2K + 1, penalised",
      summary: "classes that differ; seldom worse than temperature alone",
      guide: "StructuredVectorScaling",
      roles: .compared,
      unsuitability: DataSize.unsuitabilityOfVectors
    ) { _ in StructuredVectorScaling() },
    MethodEntry(
      "focal-structured-vector",
      "focal structured vector scaling",
      .vector,
      parameters: "2K + 2, penalised",
      summary: "classes that differ, and confidence as for focal temperature scaling",
      guide: "FocalStructuredVectorScaling",
      roles: .compared
    ) { _ in FocalStructuredVectorScaling() },
    MethodEntry(
      "matrix",
      "matrix scaling",
      .matrix,
      parameters: "K (K + 1), penalised",
      summary: "many rows and few classes; strength by cross-validation",
      guide: "MatrixScaling",
      options: [regularization, strength],
      unsuitability: DataSize.unsuitabilityOfCrossValidatedMatrices
    ) { try made($0, MatrixScaling.init(regularization:strength:)) },
    MethodEntry(
      "dirichlet",
      "Dirichlet calibration",
      .matrix,
      parameters: "K (K + 1), penalised",
      summary: "the same, on log-probabilities",
      guide: "DirichletCalibration",
      options: [regularization, strength],
      unsuitability: DataSize.unsuitabilityOfCrossValidatedMatrices
    ) { try made($0, DirichletCalibration.init(regularization:strength:)) },
    MethodEntry(
      "structured-matrix",
      "structured matrix scaling",
      .matrix,
      parameters: "K (K + 1) + 1, penalised",
      summary: "classes that are mistaken for each other, up to some hundred classes",
      guide: "StructuredMatrixScaling",
      unsuitability: DataSize.unsuitabilityOfMatrices
    ) { _ in StructuredMatrixScaling() },
    MethodEntry(
      "focal-structured-matrix",
      "focal structured matrix scaling",
      .matrix,
      parameters: "K (K + 1) + 2, penalised",
      summary: "the same, and confidence as for focal temperature scaling",
      guide: "FocalStructuredMatrixScaling",
      unsuitability: DataSize.unsuitabilityOfMatrices
    ) { _ in FocalStructuredMatrixScaling() },
  ]

  private static let regularization = MethodOption(
    "regularization",
    MatrixRegularization.self,
    default: .odir,
    summary: "which parameters are regularised"
  )

  private static let strength = MethodOption(
    "strength",
    .strengths(count: 1...2),
    default: "chosen by cross-validation",
    valueName: "lambda[,mu]",
    summary:
      "how strongly large parameters are penalised: lambda those of the matrix, mu those of the shifts; one number is both"
  )

  /// A method with the settings that those of a full matrix share.
  private static func made<Method>(
    _ settings: MethodSettings,
    _ make: (MatrixRegularization, RegularizationStrength?) -> Method
  ) throws -> Method {
    make(settings.choice(regularization) ?? .odir, try regularizationStrength(settings))
  }

  /// λ and μ, or one number for both.
  private static func regularizationStrength(_ settings: MethodSettings) throws -> RegularizationStrength? {
    guard let numbers = settings.numbers(strength), let lambda = numbers.first else { return nil }
    return try RegularizationStrength(lambda: lambda, mu: numbers.last ?? lambda)
  }
}
