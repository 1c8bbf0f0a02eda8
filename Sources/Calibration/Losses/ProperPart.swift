/// The proper part of a loss: L(p, y) = loss(Ψ⁻¹(p), y), where Ψ is the loss's calibration map.
///
/// A forecast p̂ costs least on average where it is the truth: E_{y∼p} L(p̂, y) is least at p̂ = p.
/// For cross-entropy the ``entropy(ofLogits:)`` is Shannon's and the ``divergence(ofLogits:from:)``
/// that of Kullback and Leibler; for Brier they are 1 − Σ p_j² and the squared distance.
///
/// All functions take rows of logits or log-probabilities, as maps do. An impossible class that has
/// to pay may cost +∞.
public struct ProperPart: Sendable {
  /// The loss whose proper part this is.
  public let loss: any ClassificationLoss

  init(of loss: any ClassificationLoss) {
    self.loss = loss
  }

  /// L(p, y).
  ///
  /// - Throws: ``PredictionsError`` when the row is too short, has a NaN or +∞ or nothing but −∞, is
  ///   not of the loss's class count, or the label is no class.
  public func value(logits: [Double], label: Int) throws(PredictionsError) -> Double {
    let outputs = try outputs(of: logits)
    guard logits.indices.contains(label) else {
      throw .labelOutOfRange(row: 0, label: label, classCount: logits.count)
    }
    return withRow(outputs) { row in loss.value(of: row, label: label) }
  }

  /// The entropy G(p) = E_{y∼p} L(p, y): what even the truth costs.
  ///
  /// - Throws: As ``value(logits:label:)``.
  public func entropy(ofLogits logits: [Double]) throws(PredictionsError) -> Double {
    let outputs = try outputs(of: logits)
    let weights = try IdentityMap().probabilities(forLogits: logits)
    return withRow(outputs) { row in
      weights.indices.reduce(0) { sum, label in
        weights[label] == 0 ? sum : sum + weights[label] * loss.value(of: row, label: label)
      }
    }
  }

  /// The divergence D(p ‖ p̂) = E_{y∼p} [L(p̂, y) − L(p, y)] ≥ 0: what a forecast p̂ costs more than the
  /// truth p.
  ///
  /// - Parameters:
  ///   - logits: Those of the forecast p̂.
  ///   - truth: Those of p, as many.
  /// - Throws: As ``value(logits:label:)``, and ``PredictionsError/classCount(found:expected:)`` when
  ///   the rows differ in length.
  public func divergence(ofLogits logits: [Double], from truth: [Double]) throws(PredictionsError) -> Double {
    guard logits.count == truth.count else {
      throw .classCount(found: logits.count, expected: truth.count)
    }
    let weights = try IdentityMap().probabilities(forLogits: truth)
    let forecastOutputs = try outputs(of: logits)
    let trueOutputs = try outputs(of: truth)
    let sum = withRow(forecastOutputs) { forecast in
      withRow(trueOutputs) { truth in
        weights.indices.reduce(0) { sum, label in
          guard weights[label] > 0 else { return sum }
          let excess =
            loss.value(of: forecast, label: label) - loss.value(of: truth, label: label)
          return sum + weights[label] * excess
        }
      }
    }
    // Rounding may leave a little less than nothing.
    return max(0, sum)
  }

  /// ln q of q = Ψ⁻¹(p).
  private func outputs(of logits: [Double]) throws(PredictionsError) -> [Double] {
    try loss.check(classCount: logits.count)
    return try loss.calibrationMap.inverse.logProbabilities(forLogits: logits)
  }

  private func withRow<Result>(_ outputs: [Double], _ body: (SoftmaxRow) -> Result) -> Result {
    var scratch = outputs + outputs
    return scratch.withUnsafeMutableBufferPointer { scratch in
      body(SoftmaxRow(normalised: UnsafeMutableBufferPointer(rebasing: scratch[..<outputs.count]), scratch: scratch))
    }
  }
}
