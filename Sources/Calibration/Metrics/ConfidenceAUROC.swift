extension EvaluatedRows {
  /// The area under the ROC curve of the confidence as a score for being right, in [0, 1]: the
  /// probability that a row that is right has a higher confidence than one that is wrong.
  ///
  /// Pairs of equal confidence count one half (midranks). ½ tells nothing; below ½ the order is the
  /// wrong way round. It depends on the order of the confidences alone, so it measures what no
  /// monotone recalibration of the confidence can change. Where all rows are right or all are wrong
  /// there is no pair to order, and it is ½.
  ///
  /// Sources: Hanley and McNeil, "The Meaning and Use of the Area under a Receiver Operating
  /// Characteristic (ROC) Curve" (Radiology, 1982); for the confidence, Hendrycks and Gimpel, "A
  /// Baseline for Detecting Misclassified and Out-of-Distribution Examples" (ICLR 2017).
  public var confidenceAUROC: Double { ConfidenceGroups(self).auroc }
}

extension ConfidenceGroups {
  var auroc: Double {
    var wrongBelow = 0.0
    var pairs = 0.0
    for group in groups {
      let wrong = group.weight - group.correctWeight
      pairs += group.correctWeight * (wrongBelow + wrong / 2)
      wrongBelow += wrong
    }
    let allPairs = correctWeight * wrongBelow
    return allPairs > 0 ? pairs / allPairs : 0.5
  }
}
