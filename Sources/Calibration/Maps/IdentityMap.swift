import CalibrationKernels

/// The map that believes the model: it only normalises, p = softmax(z).
public struct IdentityMap: CalibrationMap, Codable {
  /// Creates the map.
  public init() {}

  public var keepsOrder: Bool { true }

  public var parameterCount: Int { 0 }

  public func transform(_ block: LogitBlock) {
    ck_focal_temperature_rows(block.scores.baseAddress, block.rowCount, block.classCount, 1, 0)
  }
}

extension IdentityMap: InvertibleCalibrationMap {
  /// The map itself.
  public var inverse: IdentityMap { self }
}
