/// A fit of its own for each of K independent yes-or-no labels: multilabel classification, sigmoid
/// outputs.
///
/// ```swift
/// let outputs = try Predictions(scores, labelCount: 20, kind: .probabilities)
/// let map = try PerLabel(BinaryCalibration(PlattScaling())).fit(to: LabeledPredictions(outputs, labels: present)).map
/// ```
///
/// Any method for two classes will do. Where K is large and labels are rare, one map for all labels, which
/// is what the method gives without this, has less noise: let cross-validation decide.
public struct PerLabel: CalibrationMethod {
  public typealias Map = PerLabelMap

  /// What is fitted to each label.
  public var method: any CalibrationMethod

  /// Fits a method to each label.
  ///
  /// - Parameter method: A method for two classes.
  public init(_ method: any CalibrationMethod) {
    self.method = method
  }

  /// The parameters of label k are named with `[k]` at the end. The objective is the mean over labels,
  /// by their weights; rows are examples.
  ///
  /// - Throws: ``PredictionsError/notIndependent(classCount:)`` when there are more than two classes,
  ///   ``PredictionsError/noWeight`` when all outputs of a label have the weight 0, and what the method
  ///   throws.
  public func fit(to data: LabeledPredictions, progress: FitProgressHandler?) throws(PredictionsError) -> Fit<Map> {
    guard data.classCount == 2 else { throw .notIndependent(classCount: data.classCount) }
    let labels = try (0..<data.predictions.labelCount).map { label throws(PredictionsError) in
      try data.outputs(ofLabel: label)
    }
    let results = Workers.mapTasks(labels.count) { label in
      Result { () throws(PredictionsError) in try method.composedFit(to: labels[label], progress) }
    }
    let fits = try results.map { result throws(PredictionsError) in try result.get() }
    func mean(_ value: KeyPath<Fit<ComposedMap>, Double>) -> Double {
      zip(fits, labels).reduce(0) { $0 + $1.0[keyPath: value] * $1.1.totalWeight }
        / data.totalWeight
    }
    return Fit(
      map: PerLabelMap(unchecked: fits.map(\.map.simplified)),
      parameters: fits.enumerated().flatMap { label, fit in
        fit.parameters.map { $0.numbered(label) }
      },
      objective: fits[0].objective,
      value: mean(\.value),
      uncalibratedValue: mean(\.uncalibratedValue),
      rowCount: data.predictions.exampleCount,
      classCount: 2,
      warnings: warnings(fits, data),
      selections: fits.flatMap(\.selections)
    )
  }

  /// What is to be said of all outputs together, and then of labels, those of which the same is to be said
  /// in one warning.
  private func warnings(_ fits: [Fit<ComposedMap>], _ data: LabeledPredictions) -> [FitWarning] {
    var order: [FitWarning] = []
    var labels: [FitWarning: [Int]] = [:]
    for (label, fit) in fits.enumerated() {
      for warning in fit.warnings where !warning.isAboutZeros {
        if labels[warning] == nil { order.append(warning) }
        labels[warning, default: []].append(label)
      }
    }
    return data.warnings(forParameterCount: 0).filter(\.isAboutZeros)
      + order.map { .ofLabels(labels[$0] ?? [], $0) }
  }
}

extension PerLabel: Hashable {
  public static func == (left: PerLabel, right: PerLabel) -> Bool {
    AnyHashable(left.method) == AnyHashable(right.method)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(AnyHashable(method))
  }
}

extension FitWarning {
  /// Whether it counts zeros, which are better counted over all labels.
  fileprivate var isAboutZeros: Bool {
    switch self {
    case .zeroProbabilities, .zeroLabelProbabilities: true
    default: false
    }
  }
}

extension LabeledPredictions {
  /// The outputs for one label, a copy.
  fileprivate func outputs(ofLabel label: Int) throws(PredictionsError) -> LabeledPredictions {
    let rows = stride(from: label, to: rowCount, by: predictions.labelCount)
    let outputs = copy(ofRows: Array(rows))
    guard outputs.totalWeight > 0 else { throw .noWeight }
    return outputs
  }
}
