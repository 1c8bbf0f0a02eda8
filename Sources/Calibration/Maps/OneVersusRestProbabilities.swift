import Foundation

extension LogitBlock {
  /// Replaces rows by what a probability for each binary problem makes of them: with one problem class 1
  /// of two, otherwise each class against all others, divided by their sum. Certainties stay, and
  /// other probabilities keep 2⁻⁵³ away from 0 and 1.
  ///
  /// - Parameter probability: The calibrated probability of a problem at finite log-odds.
  func calibrateProblems(
    _ problemCount: Int,
    _ probability: (_ problem: Int, _ logOdds: Double) -> Double
  ) {
    func certain(_ problem: Int, _ logOdds: Double) -> Double {
      if logOdds.isInfinite { return logOdds > 0 ? 1 : 0 }
      let margin = Double.ulpOfOne / 2
      return max(margin, min(probability(problem, logOdds), 1 - margin))
    }
    forEachRowOfLogOdds { row, logOdds in
      let scores = self[row]
      if problemCount == 1 {
        let p = certain(0, logOdds[1])
        scores[0] = log1p(-p)
        scores[1] = log(p)
      } else {
        for index in scores.indices { scores[index] = log(certain(index, logOdds[index])) }
      }
    }
    if problemCount > 1 { IdentityMap().transform(self) }
  }
}
