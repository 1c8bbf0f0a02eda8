import Calibration

/// What `auto` chooses from where nothing is named: all methods that suit data of this kind and size.
struct AutomaticCandidates {
  let parts: [MethodPart]
  /// What is left out, and why.
  let omissions: [MethodSelection.Omission]

  /// A matrix has as many numbers for each class as there are classes, and a table for each class needs
  /// rows of it; with fewer, penalties and noise speak.
  private static let fewestRowsForEachClass = 10
  /// Rows × classes² of a fit of a matrix: some seconds.
  private static let largestMatrixCost = 1e9
  /// Rows × classes that a binary method sorts for each class: some seconds.
  private static let largestTableCost = 1e7

  init(for predictions: Predictions) {
    let isBinary = predictions.classCount == 2
    var omissions: [MethodSelection.Omission] = []
    var parts: [MethodPart] = []
    for method in BasicMethod.allCases where !(isBinary && method.isTopLabel) {
      if let reason = Self.reason(against: method, for: predictions) {
        omissions.append(MethodSelection.Omission(name: method.rawValue, reason: reason))
      } else {
        parts.append(MethodPart(method: method))
      }
    }
    if isBinary {
      omissions.append(
        MethodSelection.Omission(
          name: "top-label-…",
          reason: "of two classes they say less than the maps of class 1"
        )
      )
    }
    if predictions.labelCount > 1 {
      parts += Self.perLabel.map { MethodPart(method: $0, isPerLabel: true) }
      omissions.append(
        MethodSelection.Omission(
          name: "other per-label-…",
          reason: "of each kind of map one or two are tried"
        )
      )
    }
    self.parts = parts
    self.omissions = omissions
  }

  private static let perLabel: [BasicMethod] = [
    .temperature, .focalTemperature, .platt, .beta, .isotonic, .vennAbers,
  ]

  private static func reason(
    against method: BasicMethod,
    for predictions: Predictions
  ) -> String? {
    let classCount = predictions.classCount
    let hasFewRows = predictions.exampleCount < fewestRowsForEachClass * classCount
    let fewRows = "there are fewer than \(fewestRowsForEachClass) rows for each class"
    let tooLong = "with so many rows and classes every fold takes long"
    let moreNumbers =
      "of two classes they are the lines of platt, or the curves of focal-structured-vector, with more numbers"
    let cost = Double(predictions.rowCount) * Double(classCount)
    switch method {
    case .matrix, .dirichlet:
      return "their own cross-validation would run in every fold, which takes long"
    case .vector, .structuredVector:
      return classCount == 2 ? moreNumbers : nil
    case .structuredMatrix, .focalStructuredMatrix:
      if classCount == 2 { return moreNumbers }
      return hasFewRows ? fewRows : cost * Double(classCount) > largestMatrixCost ? tooLong : nil
    case .platt, .beta, .quadraticLogistic, .isotonic, .centeredIsotonic, .histogram,
      .histogramEqualWidth, .scalingBinning, .bbq, .spline, .vennAbers:
      guard classCount > 2 else { return nil }
      return hasFewRows ? fewRows : cost > largestTableCost ? tooLong : nil
    default:
      return nil
    }
  }
}

extension BasicMethod {
  fileprivate var isTopLabel: Bool { rawValue.hasPrefix("top-label-") }
}
