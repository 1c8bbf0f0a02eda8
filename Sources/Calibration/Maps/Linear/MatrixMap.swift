/// A matrix and a shift for each class: p = softmax(W x + b), x being centred logits or
/// log-probabilities.
///
/// It may change the order of the classes. A −∞ logit stays impossible; for the other classes it, and
/// any x below it, counts as the logarithm of the smallest normal `Float`, −87.3.
///
/// Source: Guo, Pleiss, Sun and Weinberger (ICML 2017) for matrix scaling; Kull et al. (NeurIPS 2019)
/// for Dirichlet calibration, which takes log-probabilities.
public struct MatrixMap: CalibrationMap, Codable {
  /// What the map is linear in.
  public enum Inputs: String, Sendable, Hashable, Codable, CaseIterable {
    /// z less its mean over the possible classes: matrix scaling.
    case centeredLogits = "centered-logits"
    /// ln softmax(z): Dirichlet calibration.
    case logProbabilities = "log-probabilities"

    var features: TemperedFeatures { TemperedFeatures(isCentered: self == .centeredLogits) }
  }

  /// x.
  public let inputs: Inputs
  private let rows: MatrixRows<Double>

  /// W, row by row: row i has what the score of each class adds to class i.
  public var matrix: [[Double]] { rows.matrix }
  /// b, one finite shift for each class.
  public var intercept: [Double] { rows.intercept }

  public var classCount: Int? { intercept.count }
  public var parameterCount: Int { intercept.count * (intercept.count + 1) }

  /// A map with a given matrix and shifts.
  ///
  /// - Throws: ``MapError`` when the matrix is not square, the counts of its rows and of shifts differ
  ///   or are below 2, or a number is not finite.
  public init(matrix: [[Double]], intercept: [Double], inputs: Inputs) throws(MapError) {
    try MapError.check(matrix: matrix, intercept: intercept)
    self.init(
      unchecked: MatrixRows(
        matrix: matrix,
        intercept: intercept,
        floor: inputs.features.floor(classCount: intercept.count)
      ),
      inputs: inputs
    )
  }

  init(unchecked rows: MatrixRows<Double>, inputs: Inputs) {
    self.rows = rows
    self.inputs = inputs
  }

  public func transform(_ block: LogitBlock) {
    inputs.features.transform(block)
    rows.apply(to: block)
    IdentityMap().transform(block)
  }
}

extension MatrixMap {
  private enum CodingKeys: String, CodingKey {
    case matrix, intercept, inputs
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(matrix: values(.matrix), intercept: values(.intercept), inputs: values(.inputs))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(matrix, forKey: .matrix)
    try container.encode(intercept, forKey: .intercept)
    try container.encode(inputs, forKey: .inputs)
  }
}
