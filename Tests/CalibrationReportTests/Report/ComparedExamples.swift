import Calibration
import CalibrationReport
import TestSupport

/// Over-confident predictions and two maps that correct them, compared on other rows.
enum ComparedExamples {
  static let fitting = Result { try overconfidentPredictions(rows: 400, classes: 4, seed: 1) }
  static let test = Result { try overconfidentPredictions(rows: 600, classes: 4, seed: 2) }

  static func options() throws -> EvaluationOptions { try EvaluationOptions(resampleCount: 99) }

  /// The uncalibrated scores, temperature and focal temperature scaling.
  static func comparison(groups: RowGroups? = nil) throws -> MapComparison {
    let (fitting, test) = (try fitting.get(), try test.get())
    let temperature = try TemperatureScaling().fit(to: fitting)
    let focal = try FocalTemperatureScaling().fit(to: fitting)
    return try MapComparison([
      ComparedMap(side: .init(on: test), groups: groups, options: options()),
      ComparedMap(
        "temperature",
        map: temperature.map,
        fit: temperature.summary(method: "temperature", seconds: 0.5),
        side: .init(temperature.map, on: test),
        groups: groups,
        options: options()
      ),
      ComparedMap(
        "focal-temperature",
        map: focal.map,
        fit: focal.summary(method: "focal-temperature"),
        side: .init(focal.map, on: test),
        groups: groups,
        options: options()
      ),
    ])
  }

  /// Independent labels of over-confident outputs and one map, in place of classes.
  private static func multilabelComparison(labels: Int, groups: RowGroups?) throws -> MapComparison {
    let rows = try overconfidentPredictions(rows: 600, classes: 2, seed: 4)
    let data = try LabeledPredictions(
      Predictions(
        (0..<600).map { row in
          let scores = rows.predictions.scores(ofRow: row)
          return scores[1] - scores[0]
        },
        labelCount: labels,
        kind: .logits
      ),
      labels: rows.labels
    )
    let map = try TemperatureMap(temperature: 1.7)
    return try MapComparison([
      ComparedMap(side: .init(on: data), groups: groups, options: options()),
      ComparedMap("temperature", map: map, side: .init(map, on: data), groups: groups, options: options()),
    ])
  }

  /// - Parameter labels: The number of independent labels; 1 for classes.
  static func report(
    title: String = "Calibration report",
    classNames: [String] = [],
    labels: Int = 1,
    groups: Bool = false
  ) throws -> Report {
    let groups = groups ? RowGroups((0..<600).map { $0 % 3 == 0 ? "a" : "b" }) : nil
    return try Report(
      labels > 1
        ? multilabelComparison(labels: labels, groups: groups) : comparison(groups: groups),
      fittingData: labels > 1 ? nil : fitting.get(),
      title: title,
      classNames: classNames,
      provenance: ReportProvenance(
        inputs: [
          .init(role: "Evaluated on", path: "t.npz", sha256: "ab12", summary: "t.npz: <600>")
        ],
        command: "calibrate report --test 'a b.npz'",
        version: "9.9",
        date: "2026-01-31"
      )
    )
  }
}
