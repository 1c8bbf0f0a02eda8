import CMath

/// A mixture of a tempered softmax, the softmax itself and the uniform distribution:
///
///     p = w₁ softmax(z / T) + w₂ softmax(z) + w₃ / K,   w ≥ 0, w₁ + w₂ + w₃ = 1.
///
/// The order of the classes never changes. With w₃ > 0 every class has a probability of at least
/// w₃ / K, impossible ones included.
///
/// Source: Zhang, Kailkhura and Han, "Mix-n-Match: Ensemble and Compositional Methods for
/// Uncertainty Calibration in Deep Learning" (ICML 2020).
public struct EnsembleTemperatureMap: CalibrationMap, Codable {
  /// T > 0 of the first part.
  public let temperature: Double
  /// w₁ in [0, 1], the share of the tempered softmax.
  public let temperedWeight: Double
  /// w₃ in [0, 1], the share of the uniform distribution.
  public let uniformWeight: Double

  /// w₂ = 1 − w₁ − w₃, the share of the softmax as it came.
  public var originalWeight: Double { max(0, 1 - temperedWeight - uniformWeight) }

  /// A mixture with given weights.
  ///
  /// - Throws: ``MapError/parameter(name:value:requirement:)`` when T or 1 / T is not positive and finite,
  ///   ``MapError/parameter(name:value:requirement:)`` when a weight, or what the two leave, is not in [0, 1].
  public init(temperature: Double, temperedWeight: Double, uniformWeight: Double) throws(MapError) {
    try MapError.check(temperature: temperature)
    for weight in [temperedWeight, uniformWeight] where !(0...1).contains(weight) {
      throw .mixtureWeight(weight)
    }
    // The sum of two weights that leave nothing may round to just above 1.
    guard temperedWeight + uniformWeight <= 1 + .ulpOfOne else {
      throw .mixtureWeight(temperedWeight + uniformWeight)
    }
    self.init(unchecked: temperature, temperedWeight: temperedWeight, uniformWeight: uniformWeight)
  }

  init(unchecked temperature: Double, temperedWeight: Double, uniformWeight: Double) {
    self.temperature = temperature
    self.temperedWeight = temperedWeight
    self.uniformWeight = uniformWeight
  }

  public var keepsOrder: Bool { true }

  public var parameterCount: Int { 3 }

  public func transform(_ block: LogitBlock) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: block.scores.count) { tempered in
      _ = tempered.update(fromContentsOf: block.scores)
      TemperatureMap(unchecked: temperature)
        .transform(LogitBlock(tempered, classCount: block.classCount))
      IdentityMap().transform(block)
      mix(block, tempered)
    }
  }

  private func mix(_ block: LogitBlock, _ tempered: UnsafeMutableBufferPointer<Double>) {
    let share = uniformWeight / Double(block.classCount)
    let logTempered = log(temperedWeight)
    let logOriginal = log(originalWeight)
    let logUniform = log(share)
    for index in block.scores.indices {
      let (first, second) = (tempered[index], block.scores[index])
      if min(first, second) > -0.5 {
        // Near 1 by way of p − 1, which keeps the digits of 1 − p.
        block.scores[index] = log1p(
          temperedWeight * expm1(first) + originalWeight * expm1(second) - (uniformWeight - share)
        )
      } else {
        let terms = SIMD3(first + logTempered, second + logOriginal, logUniform)
        let top = terms.max()
        block.scores[index] =
          top == -.infinity
          ? top : top + log(exp(terms.x - top) + exp(terms.y - top) + exp(terms.z - top))
      }
    }
  }
}

extension EnsembleTemperatureMap {
  private enum CodingKeys: String, CodingKey {
    case temperature
    case temperedWeight = "tempered_weight"
    case uniformWeight = "uniform_weight"
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      temperature: values(.temperature),
      temperedWeight: values(.temperedWeight),
      uniformWeight: values(.uniformWeight)
    )
  }
}
