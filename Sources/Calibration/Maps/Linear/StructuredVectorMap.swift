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
  private let frame: StructuredFrame
  /// a, one finite factor for each class.
  public let diagonal: [Double]
  /// b, one finite shift for each class.
  public let intercept: [Double]

  /// T > 0.
  public var temperature: Double { frame.features.temperature }
  /// ε in [0, 1): the share of the uniform distribution, which bounds ℓ from below.
  public var smoothing: Double { frame.features.smoothing }
  /// γ ≥ −1.
  public var gamma: Double { frame.gamma }
  /// What a focal fit finds to be common to all factors, the fit's parameter `scale`; `nil` where it is not
  /// known. The map does not depend on it.
  public var scale: Double? { frame.scale }

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
    let frame = try StructuredFrame(temperature: temperature, smoothing: smoothing, gamma: gamma, scale: scale)
    try self.init(frame, diagonal: diagonal, intercept: intercept)
  }

  private init(_ frame: StructuredFrame, diagonal: [Double], intercept: [Double]) throws(MapError) {
    try MapError.check(diagonal: diagonal, intercept: intercept)
    self.init(unchecked: frame, diagonal: diagonal, intercept: intercept)
  }

  init(unchecked frame: StructuredFrame, diagonal: [Double], intercept: [Double]) {
    self.frame = frame
    self.diagonal = diagonal
    self.intercept = intercept
  }

  public var parameterCount: Int { 2 * diagonal.count + frame.parameterCount }

  public func transform(_ block: LogitBlock) {
    frame.transform(block) { $0.apply(diagonal: diagonal, intercept: intercept) }
  }
}

extension StructuredVectorMap {
  private enum CodingKeys: String, CodingKey {
    case diagonal, intercept
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(StructuredFrame(from: decoder), diagonal: values(.diagonal), intercept: values(.intercept))
  }

  public func encode(to encoder: any Encoder) throws {
    try frame.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(diagonal, forKey: .diagonal)
    try container.encode(intercept, forKey: .intercept)
  }
}
