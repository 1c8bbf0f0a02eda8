import Calibration

extension Report {
  /// All numbers that the report shows, as JSON with sorted snake_case keys.
  public func json() throws -> String {
    try JSONText.encode(
      ReportJSON(
        title: title,
        summary: summary,
        provenance: provenance,
        comparison: comparison.json(
          fitRows: focal.isFittingData ? focal.data.rowCount : nil,
          testRows: rows.rowCount,
          cv: foldCount
        ),
        maps: zip(comparison.maps, findings).map { MapJSON($0, $1, self) },
        focal: FocalJSON(focal)
      )
    )
  }

  private struct ReportJSON<Comparison: Encodable>: Encodable {
    let title: String
    let summary: [String]
    let provenance: ReportProvenance
    let comparison: Comparison
    let maps: [MapJSON]
    let focal: FocalJSON
  }

  private struct MapJSON: Encodable {
    let name: String
    let reliability: [BinJSON]
    let equalMassReliability: [BinJSON]
    let corpCurve: [BinJSON]
    let consistencyBand: [[Double]]
    let consistency: ConsistencyJSON
    let riskCoverage: [[Double]]
    let classes: [ClassJSON]
    /// Of several independent labels only.
    let labels: [LabelJSON]?

    init(_ map: ComparedMap, _ findings: MapFindings, _ report: Report) {
      name = map.name
      reliability = BinJSON.all(map.evaluation.reliability)
      equalMassReliability = BinJSON.all(map.evaluation.equalMassReliability)
      corpCurve = BinJSON.all(findings.isotonic)
      consistencyBand = findings.band.points.map { [$0.confidence, $0.lower, $0.upper] }
      consistency = ConsistencyJSON(findings.consistency)
      riskCoverage = findings.risks.thinned.map { [$0.coverage, $0.risk, $0.threshold] }
      let classwise = map.evaluation.classwiseReliability
      classes = classwise.classes.map { ClassJSON($0, classwise, report.className) }
      labels = findings.labels.map { LabelJSON.all($0, name: report.labelName) }
    }
  }

  private struct ConsistencyJSON: Encodable {
    let ece, expectedByChance, upperByChance, pValue: Double

    init(_ test: ConsistencyTest) {
      ece = test.value
      expectedByChance = test.expected
      upperByChance = test.upper
      pValue = test.pValue
    }
  }

  private struct ClassJSON: Encodable {
    let `class`: Int
    let name: String
    let frequency: Double
    let meanProbability: Double
    let ece: Double
    let overconfidence: Double
    let underconfidence: Double
    let reliability: [BinJSON]

    init(_ calibration: ClassCalibration, _ reliability: ClasswiseReliability, _ className: (Int) -> String) {
      `class` = calibration.classIndex
      name = className(calibration.classIndex)
      frequency = calibration.frequency
      meanProbability = calibration.meanProbability
      ece = calibration.calibrationError
      overconfidence = calibration.overconfidence
      underconfidence = calibration.underconfidence
      self.reliability = BinJSON.all(reliability.table(ofClass: calibration.classIndex))
        .filter { $0.weight > 0 }
    }
  }

  private struct FocalJSON: Encodable {
    let rows: Int
    let isFittingData: Bool
    let temperature: Double
    let gamma: Double
    let temperatureScaling: Double
    let nearestTemperature: Double
    let divergenceFromNearest: Double
    let nearestTemperatureForTwoClasses: Double
    /// The most that the log-odds of that map and the optimum differ.
    let largestLogOddsDistance: Double
    let landscape: LikelihoodLandscape
    /// The rows that the page calculates with.
    let sampleRows: [Int]

    init(_ focal: FocalFindings) {
      rows = focal.data.rowCount
      isFittingData = focal.isFittingData
      temperature = focal.optimum.temperature
      gamma = focal.optimum.gamma
      temperatureScaling = focal.temperature.temperature
      nearestTemperature = focal.nearest.map.temperature
      divergenceFromNearest = focal.nearest.deviation
      (nearestTemperatureForTwoClasses, largestLogOddsDistance) =
        FocalMapDiagram(map: focal.optimum).nearest
      landscape = focal.landscape
      sampleRows = focal.sample.rows
    }
  }
}
