extension LabeledPredictions {
  /// What any fit should say about these data: probabilities of 0, a single label, few rows.
  func warnings(forParameterCount parameterCount: Int) -> [FitWarning] {
    var warnings: [FitWarning] = []
    let zeros = predictions.zeroProbabilityCount()
    if zeros > 0 { warnings.append(.zeroProbabilities(count: zeros)) }
    let zeroLabels = zeros > 0 ? zeroLabelProbabilityCount : 0
    if zeroLabels > 0 { warnings.append(.zeroLabelProbabilities(count: zeroLabels)) }
    if let label = singleLabel { warnings.append(.singleLabel(label)) }
    return warnings + FitWarning.ifFew(rows: countedRowCount, parameters: parameterCount)
  }

  /// The number of rows of positive weight.
  var countedRowCount: Int { weights?.count { $0 > 0 } ?? rowCount }

  /// The label of all rows that count, where there is only one.
  private var singleLabel: Int? {
    let counted = labels.indices.lazy.filter { weights?[$0] != 0 }
    guard let first = counted.first, counted.allSatisfy({ labels[$0] == labels[first] }) else {
      return nil
    }
    return Int(labels[first])
  }

  /// What a method that learns each class by itself should say besides: that some have no rows. A
  /// single label is a warning of its own.
  var unseenClassWarnings: [FitWarning] {
    var isSeen = [Bool](repeating: false, count: classCount)
    for (row, label) in labels.enumerated() where weights?[row] != 0 { isSeen[Int(label)] = true }
    let count = isSeen.count { !$0 }
    return count > 0 && count < classCount - 1 ? [.unseenClasses(count: count)] : []
  }

  /// The number of rows that count and give their own label a probability of exactly 0.
  private var zeroLabelProbabilityCount: Int {
    guard predictions.kind == .probabilities else { return 0 }
    let columnCount = predictions.columnCount
    return predictions.withUnsafeScores { scores in
      labels.indices.count { row in
        guard weights?[row] != 0 else { return false }
        let label = Int(labels[row])
        return columnCount == 1
          ? scores[row] == (label == 1 ? 0 : 1) : scores[row * columnCount + label] == 0
      }
    }
  }

  /// Whether the possible classes have equal scores in every row that counts.
  var hasConstantScores: Bool {
    predictions.mapBlocks { rows, block in
      rows.enumerated().allSatisfy { offset, row in
        let scores = block[offset]
        guard weights?[row] != 0, let highest = scores.max() else { return true }
        return scores.allSatisfy { $0 == highest || $0 == -.infinity }
      }
    }.allSatisfy { $0 }
  }

  /// Whether the label has a larger score than every other class in every row that counts.
  var isSeparable: Bool { isSeparable(butForTies: false) }

  /// Whether the label's score is the largest in every row that counts.
  ///
  /// - Parameter butForTies: Whether it may share that place with others.
  func isSeparable(butForTies: Bool) -> Bool {
    predictions.mapBlocks { rows, block in
      rows.enumerated().allSatisfy { offset, row in
        if weights?[row] == 0 { return true }
        let scores = block[offset]
        let label = scores[Int(labels[row])]
        return butForTies
          ? scores.allSatisfy { $0 <= label } : scores.count { $0 >= label } == 1
      }
    }.allSatisfy { $0 }
  }
}
