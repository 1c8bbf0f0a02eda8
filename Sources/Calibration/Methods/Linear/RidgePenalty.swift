import CalibrationKernels

/// Penalties on the squares of a linear map's numbers.
struct RidgePenalty: Sendable, Hashable {
  /// The factor of the squares of the weights on the diagonal.
  var diagonal = 0.0
  /// The factor of the squares of the weights off the diagonal, where there are any.
  var offDiagonal = 0.0
  /// The factor of the squares of the intercept.
  var intercept = 0.0

  func value(at coefficients: LinearCoefficients) -> Double {
    var sum = 0.0
    coefficients.all.withUnsafeBufferPointer { numbers in
      guard let numbers = numbers.baseAddress else { return }
      forEachRun(of: coefficients) { run, factor in
        let first = numbers + run.lowerBound
        sum += factor * ck_dot(first, first, run.count)
      }
    }
    return sum
  }

  /// Adds the penalties' gradient at a point.
  func addGradient(at coefficients: LinearCoefficients, to gradient: inout LinearCoefficients) {
    coefficients.all.withUnsafeBufferPointer { numbers in
      gradient.all.withUnsafeMutableBufferPointer { sums in
        guard let numbers = numbers.baseAddress, let sums = sums.baseAddress else { return }
        forEachRun(of: coefficients) { run, factor in
          let first = run.lowerBound
          ck_add_scaled(2 * factor, numbers + first, run.count, sums + first)
        }
      }
    }
  }

  /// The second derivatives, which are the same everywhere.
  func curvatures(of coefficients: LinearCoefficients) -> LinearCoefficients {
    var curvatures = coefficients
    forEachRun(of: coefficients) { run, factor in
      for index in run { curvatures.all[index] = 2 * factor }
    }
    return curvatures
  }

  /// Calls `body` with the places of numbers that follow each other and share a factor, and with that.
  private func forEachRun(of coefficients: LinearCoefficients, _ body: (Range<Int>, Double) -> Void) {
    let (weightCount, classCount) = (coefficients.weightCount, coefficients.classCount)
    if weightCount == classCount {
      body(0..<weightCount, diagonal)
    } else {
      for index in coefficients.diagonal {
        body(index..<(index + 1), diagonal)
        body((index + 1)..<min(index + 1 + classCount, weightCount), offDiagonal)
      }
    }
    body(weightCount..<(weightCount + classCount), intercept)
  }
}
