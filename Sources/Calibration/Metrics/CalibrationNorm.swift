/// How the gaps between confidence and accuracy of several bins become one number.
///
/// With w_b the share of the weight in bin b and g_b its mean confidence less its accuracy.
public enum CalibrationNorm: String, Sendable, Hashable, CaseIterable {
  /// Σ_b w_b |g_b|: the expected calibration error.
  case l1
  /// √(Σ_b w_b g_b²): the root mean square calibration error.
  case l2
  /// max_b |g_b| over bins that are not empty: the maximum calibration error.
  case max
}

/// The weighted sums of the rows in a bin.
struct BinSums: Sendable, Hashable {
  var weight = 0.0
  /// The sum of weight × confidence.
  var confidence = 0.0
  /// The sum of the weights of the rows that are right.
  var correct = 0.0

  /// Confidence less accuracy, times the weight.
  var gap: Double { confidence - correct }
}

extension CalibrationNorm {
  /// The norm over bins, between 0 and 1.
  func error(_ bins: some Sequence<BinSums>) -> Double {
    var total = 0.0
    var sum = 0.0
    for bin in bins where bin.weight > 0 {
      total += bin.weight
      switch self {
      case .l1: sum += abs(bin.gap)
      case .l2: sum += bin.gap * (bin.gap / bin.weight)
      case .max: sum = Swift.max(sum, abs(bin.gap) / bin.weight)
      }
    }
    return switch self {
    case .l1: sum / total
    case .l2: (sum / total).squareRoot()
    case .max: sum
    }
  }
}
