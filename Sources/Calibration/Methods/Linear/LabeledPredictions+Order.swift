extension LabeledPredictions {
  /// 128 MiB of scores; more are not copied.
  private static var mostOrderedScores: Int { 1 << 25 }

  /// The same rows in an order that depends on what they hold alone; equal rows are one of their total
  /// weight, and rows of weight 0 are left out.
  ///
  /// Sums of rows in another order differ in their last digits, and the searches of matrices, which take
  /// hundreds of steps, end some 10⁻⁷ apart for it. Fitted in this order, the same rows give the same map.
  var inCanonicalOrder: LabeledPredictions {
    guard rowCount * predictions.columnCount <= Self.mostOrderedScores else { return self }
    let columnCount = predictions.columnCount
    return predictions.withUnsafeScores { scores -> LabeledPredictions in
      func difference(_ left: Int, _ right: Int) -> (isLess: Bool, isEqual: Bool) {
        if labels[left] != labels[right] { return (labels[left] < labels[right], false) }
        for column in 0..<columnCount {
          let first = scores[left * columnCount + column]
          let second = scores[right * columnCount + column]
          if first != second { return (first < second, false) }
        }
        return (false, true)
      }
      var rows: [Int] = []
      var total: [Double] = []
      let counted = (0..<rowCount).filter { weights?[$0] != 0 }
      for row in counted.sorted(by: { difference($0, $1).isLess }) {
        let weight = weights?[row] ?? 1
        if let last = rows.last, difference(last, row).isEqual {
          total[total.count - 1] += weight
        } else {
          rows.append(row)
          total.append(weight)
        }
      }
      return copy(ofRows: rows, weights: weights == nil && rows.count == rowCount ? nil : total)
    }
  }
}
