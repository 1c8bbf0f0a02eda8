import Calibration

/// How one of several independent labels does, as JSON shows it.
package struct LabelJSON: Encodable {
  private let label: Int
  private let name: String?
  private let frequency: Double
  private let meanProbability: Double
  private let nll: EstimateJSON
  private let brier: EstimateJSON
  private let ece: EstimateJSON

  /// - Parameter name: Gives the name of a label by its number; without it JSON has numbers alone.
  package static func all(_ evaluation: MultilabelEvaluation, name: (Int) -> String? = { _ in nil }) -> [LabelJSON] {
    evaluation.labels.enumerated().map { LabelJSON($0.offset, name($0.offset), $0.element) }
  }

  private init(_ index: Int, _ name: String?, _ label: MultilabelEvaluation.Label) {
    self.label = index
    self.name = name
    frequency = label.frequency
    meanProbability = label.meanProbability
    nll = EstimateJSON(label.negativeLogLikelihood)
    brier = EstimateJSON(label.brierScore)
    ece = EstimateJSON(label.calibrationError)
  }
}
