import Calibration

extension MapComparison {
  /// Everything as JSON shows it.
  package func json(fitRows: Int?, testRows: Int, cv: Int?) -> some Encodable {
    ComparisonJSON(
      fitRows: fitRows,
      testRows: testRows,
      cvFolds: cv,
      classes: maps[baseline].evaluation.classCount,
      baseline: maps[baseline].name,
      sortedBy: options.sort.rawValue,
      methods: maps.indices.map { MethodJSON(maps[$0], differences: differences(of: $0)) },
      best: names(\.best),
      tiedWithBest: names(\.tied),
      pairedTest: options.pairedTest.rawValue,
      correction: options.correction.rawValue,
      verdict: verdict,
      options: OptionsJSON(evaluationOptions)
    )
  }

  private func names(_ indices: KeyPath<MultipleComparison, Set<Int>>) -> [String: [String]] {
    Dictionary(
      uniqueKeysWithValues: zip(metrics, comparisons).map { metric, comparison in
        (metric.rawValue, comparison[keyPath: indices].sorted().map { maps[$0].name })
      }
    )
  }

  /// The differences of an entry to the baseline; none of the baseline itself.
  private func differences(of index: Int) -> [String: DifferenceJSON] {
    guard index != baseline else { return [:] }
    return Dictionary(
      uniqueKeysWithValues: zip(metrics, comparisons).compactMap { metric, comparison in
        difference(metric, of: index).map { pair in
          (
            metric.rawValue,
            DifferenceJSON(
              value: pair.difference,
              interval: [pair.interval.lower, pair.interval.upper],
              pValue: comparison.pValue(index, baseline),
              adjustedPValue: comparison.adjustedPValue(index, baseline),
              largerThanNoise: comparison.differ(index, baseline)
            )
          )
        }
      }
    )
  }

  private struct ComparisonJSON: Encodable {
    let fitRows: Int?
    let testRows: Int
    let cvFolds: Int?
    let classes: Int
    let baseline: String
    let sortedBy: String
    let methods: [MethodJSON]
    let best: [String: [String]]
    let tiedWithBest: [String: [String]]
    let pairedTest: String
    let correction: String
    let verdict: Verdict
    let options: OptionsJSON
  }

  private struct MethodJSON: Encodable {
    let method: String
    let parameters: [String: Double]
    let standardErrors: [String: Double]
    let objective: ObjectiveJSON?
    let fitSeconds: Double?
    let metrics: [String: EstimateJSON]
    let differences: [String: DifferenceJSON]
    let groups: GroupReport?
    let warnings: [String]

    init(_ map: ComparedMap, differences: [String: DifferenceJSON]) {
      let fitted = map.fit?.parameters ?? []
      method = map.name
      parameters = Dictionary(uniqueKeysWithValues: fitted.map { ($0.name, $0.value) })
      standardErrors = Dictionary(
        uniqueKeysWithValues: fitted.compactMap { parameter in
          parameter.standardError.map { (parameter.name, $0) }
        }
      )
      objective = map.fit.map {
        ObjectiveJSON(
          name: $0.objective.name.rawValue,
          value: $0.objective.value,
          uncalibratedValue: $0.objective.uncalibratedValue
        )
      }
      fitSeconds = map.fit?.seconds
      metrics = EstimateJSON.all(map)
      groups = map.groups.map { GroupReport($0) }
      warnings = map.fit?.warnings ?? []
      self.differences = differences
    }
  }

  private struct ObjectiveJSON: Encodable {
    let name: String
    let value: Double
    let uncalibratedValue: Double
  }

  private struct DifferenceJSON: Encodable {
    let value: Double
    let interval: [Double]
    let pValue: Double
    let adjustedPValue: Double
    let largerThanNoise: Bool
  }
}
