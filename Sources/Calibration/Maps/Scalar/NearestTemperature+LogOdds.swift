extension FocalCalibrationMap {
  /// The temperature map whose largest distance from this map, over two classes with log-odds from
  /// −`bound` to `bound`, is least; ``NearestTemperature/deviation`` is that distance in log-odds.
  ///
  /// The distance is convex in 1 / T, so the minimum is the true one.
  ///
  /// - Throws: ``MapError/parameter(name:value:requirement:)`` when `bound` is not positive and finite.
  public func nearestTemperature(forLogOddsUpTo bound: Double) throws(MapError) -> NearestTemperature {
    guard bound > 0, bound.isFinite else { throw .logOdds(bound) }
    if gamma == 0 { return nearestTemperature }
    // Beyond log-odds of 40 the map is a straight line to double precision.
    let end = min(bound, 40)
    var curve = (1...1024).map { end * Double($0) / 1024 }
    if bound > end { curve.append(bound) }
    let points = curve.map { LogOddsPoint(input: $0, output: logOdds(at: $0)) }

    func distance(slope: Double) -> Double {
      let distances = points.map { abs($0.output - slope * $0.input) }
      let largest = distances.max() ?? 0
      // At the optimum two peaks are equally high, so all that come near the highest are refined.
      let peaks = distances.indices.dropFirst().dropLast().filter {
        distances[$0] > 0.9 * largest
          && distances[$0] >= max(distances[$0 - 1], distances[$0 + 1])
      }
      return peaks.reduce(largest) { largest, peak in
        let top = goldenSectionMinimum(in: curve[peak - 1]...curve[peak + 1]) {
          -abs(logOdds(at: $0) - slope * $0)
        }
        return max(largest, -top.value)
      }
    }

    let slopes = points.map { $0.output / $0.input }
    let lowest = slopes.min() ?? 1
    let best = goldenSectionMinimum(in: lowest...(slopes.max() ?? lowest), distance)
    return NearestTemperature(map: TemperatureMap(unchecked: 1 / best.argument), deviation: best.value)
  }
}

private struct LogOddsPoint {
  let input: Double
  let output: Double
}

/// The minimum of a function with one valley, to the precision that the function's rounding allows.
private func goldenSectionMinimum(
  in range: ClosedRange<Double>,
  _ function: (Double) -> Double
) -> (argument: Double, value: Double) {
  let ratio = (5.0.squareRoot() - 1) / 2
  var (low, high) = (range.lowerBound, range.upperBound)
  var (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
  var (leftValue, rightValue) = (function(left), function(right))
  while high - low > 1e-15 * (abs(low) + abs(high)), left < right {
    if leftValue < rightValue {
      (high, right, rightValue) = (right, left, leftValue)
      left = high - ratio * (high - low)
      leftValue = function(left)
    } else {
      (low, left, leftValue) = (left, right, rightValue)
      right = low + ratio * (high - low)
      rightValue = function(right)
    }
  }
  return leftValue < rightValue ? (left, leftValue) : (right, rightValue)
}
