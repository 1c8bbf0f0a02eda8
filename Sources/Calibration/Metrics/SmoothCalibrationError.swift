import CMath

extension EvaluatedRows {
  /// The smooth calibration error (smooth ECE, smECE), in [0, 1]: the calibration error of kernel
  /// regression, at the bandwidth σ that equals it.
  ///
  /// Instead of bins, the residuals are smoothed with a Gaussian that is reflected at 0 and 1:
  /// smECE_σ = ∫₀¹ |Σ_i w_i (a_i − c_i) K_σ(c_i, t)| dt / W. It falls as σ rises, so that there is
  /// one σ with smECE_σ = σ, and that is the error. It is continuous in the confidences, and within
  /// constant factors of the distance to the nearest calibrated predictions.
  ///
  /// The kernel is exact; confidences are shared out between the neighbours on a grid of 2⁻¹⁴. That costs less
  /// than 10⁻⁶ for errors above 0.001; an error below the grid's width is found to within that width.
  /// One pass over the rows, and some Fourier transforms of at most 2¹⁵ points.
  ///
  /// Source: Błasiok and Nakkiran, "Smooth ECE: Principled Reliability Diagrams via Kernel Smoothing"
  /// (ICLR 2024).
  public var smoothCalibrationError: Double { SmoothedResiduals(self).fixedPoint }

  /// The smooth calibration error at a given bandwidth, in [0, 1]: see ``smoothCalibrationError``.
  ///
  /// - Parameter bandwidth: The standard deviation of the Gaussian, positive; a difference of
  ///   confidences.
  /// - Throws: ``MetricError/bandwidth(_:)``.
  public func smoothCalibrationError(bandwidth: Double) throws(MetricError) -> Double {
    guard bandwidth > 0, bandwidth.isFinite else { throw .bandwidth(bandwidth) }
    return SmoothedResiduals(self).norm(bandwidth: bandwidth)
  }
}

/// The residuals of the rows as a function on [0, 1], to be smoothed.
///
/// A Gaussian reflected at both ends is what heat becomes that cannot leave: smoothing multiplies the
/// k-th cosine mode by exp(−σ²π²k²/2).
private struct SmoothedResiduals {
  private static let intervalCount = 1 << 14

  private let cosineSums = CosineSums(intervalCount: intervalCount)
  private let modes: [Double]
  /// The sizes of the sum of the residuals and of the residuals at each grid point, per weight: what a
  /// very wide and a very narrow kernel give.
  private let bounds: (lower: Double, upper: Double)

  init(_ rows: EvaluatedRows) {
    let intervalCount = Self.intervalCount
    var residuals = [Double](repeating: 0, count: intervalCount + 1)
    residuals.withUnsafeMutableBufferPointer { residuals in
      for row in 0..<rows.rowCount {
        let confidence = rows.confidences[row]
        let residual =
          rows.weight(ofRow: row) / rows.totalWeight
          * ((rows.isCorrect(row: row) ? 1 : 0) - confidence)
        let position = confidence * Double(intervalCount)
        let index = min(Int(position), intervalCount - 1)
        let part = position - Double(index)
        residuals[index] += (1 - part) * residual
        residuals[index + 1] += part * residual
      }
    }
    bounds = (lower: abs(residuals.reduce(0, +)), upper: residuals.reduce(0) { $0 + abs($1) })
    // The ends count once in the sums of cosines, all others twice.
    residuals[0] *= 2
    residuals[intervalCount] *= 2
    modes = cosineSums(residuals).map { $0 / 2 }
  }

  /// The integral of the size of the smoothed residuals.
  ///
  /// - Parameter intervalCount: The intervals to integrate over, a power of two.
  func norm(bandwidth: Double, intervalCount: Int = intervalCount) -> Double {
    let rate = bandwidth * bandwidth * Double.pi * Double.pi / 2
    var damped = [Double](repeating: 0, count: intervalCount + 1)
    for mode in 0...intervalCount {
      let exponent = rate * Double(mode) * Double(mode)
      // Beyond this nothing is left in double precision.
      guard exponent < 60 else { break }
      damped[mode] = modes[mode] * exp(-exponent)
    }
    let smoothed = cosineSums(damped)
    // Exact for what is linear between the points, changes of sign included.
    var sum = 0.0
    for index in 0..<intervalCount {
      let (first, second) = (smoothed[index], smoothed[index + 1])
      if first * second < 0 {
        sum += (first * first + second * second) / (2 * (abs(first) + abs(second)))
      } else {
        sum += abs(first + second) / 2
      }
    }
    return sum / Double(intervalCount)
  }

  /// The bandwidth that equals its norm: first with few intervals, then with as many as it needs.
  var fixedPoint: Double {
    let start = fixedPoint(within: bounds, intervalCount: Self.intervalCount / 16)
    // Integrating pieces of width h costs about h² / (12 σ): make that less than 1e-7.
    var intervalCount = Self.intervalCount
    while intervalCount > Self.intervalCount / 16,
      Double(intervalCount * intervalCount) * start > 4 * 1e7 / 12
    {
      intervalCount /= 2
    }
    // The norm less the bandwidth falls by at least 1 per unit, which bounds where it is 0.
    let difference = norm(bandwidth: start, intervalCount: intervalCount) - start
    return fixedPoint(
      within: (min(start, start + difference), max(start, start + difference)),
      intervalCount: intervalCount
    )
  }

  /// The root of the norm less the bandwidth, by regula falsi (the Illinois variant).
  ///
  /// - Parameter range: The difference is not negative at the lower end and not positive at the upper.
  private func fixedPoint(within range: (lower: Double, upper: Double), intervalCount: Int) -> Double {
    func difference(_ bandwidth: Double) -> Double {
      norm(bandwidth: bandwidth, intervalCount: intervalCount) - bandwidth
    }
    var (low, high) = range
    // With residuals of one sign the bounds meet, up to rounding.
    guard high - low > Self.tolerance else { return low }
    var (lowDifference, highDifference) = (difference(low), difference(high))
    for _ in 0..<100 where high - low > Self.tolerance {
      guard lowDifference > Self.tolerance else { return low }
      guard highDifference < -Self.tolerance else { return high }
      let share = lowDifference / (lowDifference - highDifference)
      let middle = low + share * (high - low)
      let middleDifference = difference(middle)
      if abs(middleDifference) < Self.tolerance { return middle }
      if middleDifference > 0 {
        (low, lowDifference) = (middle, middleDifference)
        highDifference /= 2
      } else {
        (high, highDifference) = (middle, middleDifference)
        lowDifference /= 2
      }
    }
    return (low + high) / 2
  }

  private static let tolerance = 1e-11
}
