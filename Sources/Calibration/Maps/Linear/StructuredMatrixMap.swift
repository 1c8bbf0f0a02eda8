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
  private let frame: StructuredFrame
  private let rows: MatrixRows<Double>

  /// T > 0.
  public var temperature: Double { frame.features.temperature }
  /// ε in [0, 1): the share of the uniform distribution, which bounds ℓ from below.
  public var smoothing: Double { frame.features.smoothing }
  /// W, row by row: row i has what the score of each class adds to class i.
  public var matrix: [[Double]] { rows.matrix }
  /// b, one finite shift for each class.
  public var intercept: [Double] { rows.intercept }
  /// γ ≥ −1.
  public var gamma: Double { frame.gamma }
  /// What a focal fit finds to be common to the factors on the diagonal, the fit's parameter `scale`; `nil` where it is
  /// not known. The map does not depend on it.
  public var scale: Double? { frame.scale }

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
    let frame = try StructuredFrame(temperature: temperature, smoothing: smoothing, gamma: gamma, scale: scale)
    try self.init(frame, matrix: matrix, intercept: intercept)
  }

  private init(_ frame: StructuredFrame, matrix: [[Double]], intercept: [Double]) throws(MapError) {
    try MapError.check(matrix: matrix, intercept: intercept)
    let floor = frame.features.floor(classCount: intercept.count)
    self.init(unchecked: frame, rows: MatrixRows(matrix: matrix, intercept: intercept, floor: floor))
  }

  init(unchecked frame: StructuredFrame, rows: MatrixRows<Double>) {
    self.frame = frame
    self.rows = rows
  }

  public var parameterCount: Int { intercept.count * (intercept.count + 1) + frame.parameterCount }

  public func transform(_ block: LogitBlock) {
    frame.transform(block) { rows.apply(to: $0) }
  }
}

extension StructuredMatrixMap {
  private enum CodingKeys: String, CodingKey {
    case matrix, intercept
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(StructuredFrame(from: decoder), matrix: values(.matrix), intercept: values(.intercept))
  }

  public func encode(to encoder: any Encoder) throws {
    try frame.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(matrix, forKey: .matrix)
    try container.encode(intercept, forKey: .intercept)
  }
}
