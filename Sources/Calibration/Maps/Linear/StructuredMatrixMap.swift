import CalibrationKernels

/// Temperature, smoothing, a matrix and a shift for each class, and the focal calibration map:
///
///     ℓ = ln((1 − ε) softmax(z / T) + ε / K),   p = Φ_γ(softmax(W ℓ + b)).
///
/// γ = 0 is structured matrix scaling, any other γ focal structured matrix scaling. It may change the
/// order of the classes. A −∞ logit stays impossible, and counts as a probability of ε / K (of the
/// smallest normal `Float` where ε = 0) for the other classes.
///
/// Source: Berta, Holzmüller, Jordan and Bach, "Structured Matrix Scaling for Multi-Class
/// Calibration" (2025); Φ_γ from Komisarenko and Kull (ECAI 2024).
public struct StructuredMatrixMap: CalibrationMap, Codable {
  /// T > 0.
  public let temperature: Double
  /// ε in [0, 1): the share of the uniform distribution, which bounds ℓ from below.
  public let smoothing: Double
  /// b, one finite shift for each class.
  public let intercept: [Double]
  /// γ ≥ −1.
  public let gamma: Double
  /// What a focal fit finds to be common to the factors on the diagonal, the fit's parameter `scale`; `nil` where it is not
  /// known. The map does not depend on it.
  public let scale: Double?
  private let rows: MatrixRows<Double>

  /// W, row by row: row i has what the score of each class adds to class i.
  public var matrix: [[Double]] { rows.matrix }

  public var classCount: Int? { intercept.count }

  /// A map with given parameters.
  ///
  /// - Throws: ``MapError`` when T, ε or γ is out of its range, the matrix is not square, the counts of
  ///   its rows and of shifts differ or are below 2, or a number is not finite.
  public init(
    temperature: Double,
    smoothing: Double,
    matrix: [[Double]],
    intercept: [Double],
    gamma: Double = 0,
    scale: Double? = nil
  ) throws(MapError) {
    try MapError.check(temperature: temperature)
    try MapError.check(smoothing: smoothing)
    try MapError.check(gamma: gamma)
    if let scale { try MapError.check(finite: scale, "the scale") }
    try MapError.check(matrix: matrix, intercept: intercept)
    let features = TemperedFeatures(temperature: temperature, smoothing: smoothing)
    self.init(
      unchecked: features,
      rows: MatrixRows(matrix: matrix, intercept: intercept, floor: features.floor(classCount: intercept.count)),
      gamma: gamma,
      scale: scale
    )
  }

  init(unchecked features: TemperedFeatures, rows: MatrixRows<Double>, gamma: Double, scale: Double? = nil) {
    self.temperature = features.temperature
    self.smoothing = features.smoothing
    self.intercept = rows.intercept
    self.gamma = gamma
    self.scale = scale
    self.rows = rows
  }

  public var parameterCount: Int { intercept.count * (intercept.count + 1) + (gamma == 0 ? 1 : 2) }

  public func transform(_ block: LogitBlock) {
    TemperedFeatures(temperature: temperature, smoothing: smoothing).transform(block)
    rows.apply(to: block)
    FocalCalibrationMap(unchecked: gamma).transform(block)
  }
}

extension StructuredMatrixMap {
  private enum CodingKeys: String, CodingKey {
    case temperature, smoothing, matrix, intercept, gamma, scale
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      temperature: container.value(.temperature),
      smoothing: container.value(.smoothing),
      matrix: container.value(.matrix),
      intercept: container.value(.intercept),
      gamma: container.value(.gamma),
      scale: container.decodeIfPresent(Double.self, forKey: .scale)
    )
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(temperature, forKey: .temperature)
    try container.encode(smoothing, forKey: .smoothing)
    try container.encode(matrix, forKey: .matrix)
    try container.encode(intercept, forKey: .intercept)
    try container.encode(gamma, forKey: .gamma)
    try container.encodeIfPresent(scale, forKey: .scale)
  }
}
