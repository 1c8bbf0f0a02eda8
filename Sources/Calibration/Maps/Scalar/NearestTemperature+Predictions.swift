import CalibrationKernels

extension FocalCalibrationMap {
  /// The temperature map that is nearest to this map on given outputs of a model:
  /// ``FocalTemperatureMap/nearestTemperature(on:)`` at T = 1.
  public func nearestTemperature(on predictions: Predictions) -> NearestTemperature {
    FocalTemperatureMap(unchecked: 1, gamma: gamma).nearestTemperature(on: predictions)
  }
}

extension FocalTemperatureMap {
  /// The temperature map that is nearest to this map on given outputs of a model;
  /// ``NearestTemperature/deviation`` is what remains, in nats.
  ///
  /// Its T′ minimises the mean over rows of the divergence KL(Φ_γ(softmax(z / T)) ‖ softmax(z / T′)): it is
  /// the temperature that temperature scaling would find if this map's probabilities were the true
  /// ones. No labels are needed. The problem is convex in 1 / T′ and solved by a safeguarded Newton
  /// method, one pass over the scores in each of a few iterations. Where every T′ is as good (rows
  /// of equal scores, or of one possible class), the result is T times that of
  /// ``FocalCalibrationMap/nearestTemperature``.
  public func nearestTemperature(on predictions: Predictions) -> NearestTemperature {
    var slope = 1 / (temperature * focalMap.nearestTemperature.map.temperature)
    var low = 0.0
    var high = Double.infinity
    var divergence = divergence(fromSlope: slope, on: predictions)
    for _ in 0..<100 where divergence.slope != 0 {
      if divergence.slope > 0 { high = slope } else { low = slope }
      var next = slope - divergence.slope / divergence.curvature
      if !(next > low && next < high) {
        next = high < .infinity ? (low + high) / 2 : 2 * slope
      }
      let change = abs(next - slope)
      slope = next
      divergence = self.divergence(fromSlope: slope, on: predictions)
      // Newton's error is about the square of its last step.
      if change <= 1e-9 * slope { break }
    }
    return NearestTemperature(
      map: TemperatureMap(unchecked: 1 / slope),
      deviation: max(divergence.value / Double(predictions.rowCount), 0)
    )
  }

  /// The divergence of the temperature map with 1 / T = `slope`, summed over rows.
  private func divergence(fromSlope slope: Double, on predictions: Predictions) -> ck_divergence {
    let parts = predictions.mapBlocks { _, block in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: block.scores.count) { mapped in
        _ = mapped.update(fromContentsOf: block.scores)
        transform(LogitBlock(mapped, classCount: block.classCount))
        return ck_temperature_divergence(
          block.scores.baseAddress,
          mapped.baseAddress,
          block.rowCount,
          block.classCount,
          slope
        )
      }
    }
    return parts.reduce(into: ck_divergence()) { sum, part in
      sum.value += part.value
      sum.slope += part.slope
      sum.curvature += part.curvature
    }
  }
}
