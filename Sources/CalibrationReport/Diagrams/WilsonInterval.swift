import Calibration

/// The 95 % interval of a share by Wilson's score.
///
/// It holds a probability p exactly if the share is no further from p than 1.96 standard deviations under p:
/// a bin whose interval holds its mean confidence does not contradict calibration.
///
/// Source: Wilson, "Probable Inference, the Law of Succession, and Statistical Inference" (JASA, 1927).
struct WilsonInterval: Sendable, Hashable {
  let lower: Double
  let upper: Double

  /// The interval of a share of `count` rows; a count of weights is taken for one of rows.
  init(share: Double, count: Double) {
    let z = 1.959963984540054
    let factor = 1 / (1 + z * z / count)
    let center = factor * (share + z * z / (2 * count))
    let half =
      factor * z * (share * (1 - share) / count + z * z / (4 * count * count)).squareRoot()
    lower = max(center - half, 0)
    upper = min(center + half, 1)
  }
}

extension ReliabilityTable.Bin {
  /// The 95 % interval of the accuracy; `nil` without rows.
  var accuracyInterval: WilsonInterval? {
    accuracy.map { WilsonInterval(share: $0, count: weight) }
  }
}
