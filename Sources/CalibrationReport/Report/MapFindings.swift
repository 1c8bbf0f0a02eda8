import Calibration

/// What a report shows of one map beyond its evaluation.
struct MapFindings: Sendable {
  /// The recalibrated accuracy of every confidence, by isotonic regression.
  let isotonic: ReliabilityTable
  /// Where that curve of a calibrated model would lie.
  let band: ConsistencyBand
  /// The error rate of a model that may abstain.
  let risks: RiskCoverageCurve
  /// Whether the expected calibration error is more than chance.
  let consistency: ConsistencyTest
  /// How each label does where there are several independent ones.
  let labels: MultilabelEvaluation?

  init(_ map: ComparedMap, options: EvaluationOptions) throws {
    let rows = try EvaluatedRows(of: map.side.map, on: map.side.data)
    isotonic = ReliabilityTable(isotonic: rows)
    band = try ConsistencyBand(rows, level: options.level, seed: options.seed)
    risks = RiskCoverageCurve(rows)
    consistency = ConsistencyTest(rows, options: options)
    labels =
      rows.labelCount > 1
      ? try MultilabelEvaluation(of: map.side.map, on: map.side.data, options: options) : nil
  }
}
