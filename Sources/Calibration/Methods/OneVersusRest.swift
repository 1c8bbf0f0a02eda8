/// A binary calibrator for each class against all others; the results are divided by their sum.
///
/// Every class has a map of its own, so the fit can follow errors that differ between classes, and
/// needs rows of every class. The binary fits do not know of the division that follows: the negative
/// log-likelihood of the whole can be worse than that of the uncalibrated scores, also on the data
/// fitted to.
///
/// Source: Zadrozny and Elkan, "Transforming Classifier Scores into Accurate Multiclass Probability
/// Estimates" (KDD 2002).
public struct OneVersusRest<Calibrator: BinaryCalibrationMethod>: CalibrationMethod {
  /// What is fitted to the probability of each class.
  public var calibrator: Calibrator

  public init(_ calibrator: Calibrator) {
    self.calibrator = calibrator
  }

  /// The parameters of class k are named with `[k]` at the end.
  public func report(
    fittingTo data: LabeledPredictions
  ) throws(PredictionsError) -> Fit<OneVersusRestMap<Calibrator.Map>> {
    let step = Self.classesPerPass(data)
    let fits = stride(from: 0, to: data.classCount, by: step).flatMap { start in
      binaryFits(of: start..<min(start + step, data.classCount), to: data)
    }
    var warnings = data.warningOfMissingClasses
    for fit in fits {
      warnings += fit.warnings.filter { if case .singleLabel = $0 { false } else { true } }
    }
    return try Fit(
      map: OneVersusRestMap(unchecked: fits.map(\.map)),
      parameters: fits.enumerated().flatMap { index, fit in
        fit.parameters.map {
          FittedParameter(
            name: "\($0.name)[\(index)]",
            value: $0.value,
            standardError: $0.standardError
          )
        }
      },
      warnings,
      data
    )
  }

  /// As many classes as fit into 64 MiB of log-odds.
  private static func classesPerPass(_ data: LabeledPredictions) -> Int {
    max(1, (1 << 23) / data.rowCount)
  }

  private func binaryFits(
    of classes: Range<Int>,
    to data: LabeledPredictions
  ) -> [BinaryFit<Calibrator.Map>] {
    let rowCount = data.rowCount
    let logOdds = [Double](unsafeUninitializedCapacity: classes.count * rowCount) { memory, count in
      nonisolated(unsafe) let columns = memory
      data.predictions.forEachBlock { rows, block in
        block.formLogOdds()
        for (offset, row) in rows.enumerated() {
          for (column, index) in classes.enumerated() {
            columns.initializeElement(at: column * rowCount + row, to: block[offset][index])
          }
        }
      }
      count = memory.count
    }
    return Workers.map(blocks: classes.count) { column in
      calibrator.report(
        fittingTo: BinaryScores(
          unchecked: logOdds[(column * rowCount)..<((column + 1) * rowCount)],
          outcomes: data.labels.map { Int($0) == classes.lowerBound + column },
          weights: data.weights
        )
      )
    }
  }
}

extension LabeledPredictions {
  fileprivate var warningOfMissingClasses: [FitWarning] {
    var counts = [Bool](repeating: false, count: classCount)
    for (row, label) in labels.enumerated() where weights?[row] != 0 { counts[Int(label)] = true }
    let missing = counts.count { !$0 }
    return missing > 0 ? [.missingClasses(count: missing)] : []
  }
}
