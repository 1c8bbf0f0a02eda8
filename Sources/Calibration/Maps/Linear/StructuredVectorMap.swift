import CalibrationKernels

/// Temperature, smoothing, a factor and a shift for each class, and the focal calibration map:
///
///     ℓ = ln((1 − ε) softmax(z / T) + ε / K),   p = Φ_γ(softmax(a ⊙ ℓ + b)).
///
/// γ = 0 is structured vector scaling, any other γ focal structured vector scaling. It may change the
/// order of the classes. A −∞ logit stays impossible.
///
/// Source: Berta, Holzmüller, Jordan and Bach, "Structured Matrix Scaling for Multi-Class
/// Calibration" (2025); Φ_γ from Komisarenko and Kull (ECAI 2024).
public struct StructuredVectorMap: CalibrationMap, Codable {
  /// T > 0.
  public let temperature: Double
  /// ε in [0, 1): the share of the uniform distribution, which bounds ℓ from below.
  public let smoothing: Double
  /// a, one finite factor for each class.
  public let diagonal: [Double]
  /// b, one finite shift for each class.
  public let intercept: [Double]
  /// γ ≥ −1.
  public let gamma: Double
  /// What a focal fit finds to be common to all factors, the fit's parameter `scale`; `nil` where it is not
  /// known. The map does not depend on it.
  public let scale: Double?

  public var classCount: Int? { diagonal.count }

  /// A map with given parameters.
  ///
  /// - Throws: ``MapError`` when T, ε or γ is out of its range, the counts of factors and shifts differ
  ///   or are below 2, or a number is not finite.
  public init(
    temperature: Double,
    smoothing: Double,
    diagonal: [Double],
    intercept: [Double],
    gamma: Double = 0,
    scale: Double? = nil
  ) throws(MapError) {
    try MapError.check(temperature: temperature)
    try MapError.check(smoothing: smoothing)
    try MapError.check(diagonal: diagonal, intercept: intercept)
    try MapError.check(gamma: gamma)
    if let scale { try MapError.check(finite: scale, "the scale") }
    self.init(
      unchecked: TemperedFeatures(temperature: temperature, smoothing: smoothing),
      diagonal: diagonal,
      intercept: intercept,
      gamma: gamma,
      scale: scale
    )
  }

  init(
    unchecked features: TemperedFeatures,
    diagonal: [Double],
    intercept: [Double],
    gamma: Double,
    scale: Double? = nil
  ) {
    self.temperature = features.temperature
    self.smoothing = features.smoothing
    self.diagonal = diagonal
    self.intercept = intercept
    self.gamma = gamma
    self.scale = scale
  }

  public var parameterCount: Int { 2 * diagonal.count + (gamma == 0 ? 1 : 2) }

  public func transform(_ block: LogitBlock) {
    TemperedFeatures(temperature: temperature, smoothing: smoothing).transform(block)
    block.apply(diagonal: diagonal, intercept: intercept)
    FocalCalibrationMap(unchecked: gamma).transform(block)
  }
}

extension StructuredVectorMap {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      temperature: container.value(.temperature),
      smoothing: container.value(.smoothing),
      diagonal: container.value(.diagonal),
      intercept: container.value(.intercept),
      gamma: container.value(.gamma),
      scale: container.decodeIfPresent(Double.self, forKey: .scale)
    )
  }
}
