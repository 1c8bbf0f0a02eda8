import Calibration

/// How well each class is calibrated, by its own probability over all rows.
package struct ClassReport: Encodable {
  private struct ClassJSON: Encodable {
    let `class`: Int
    let frequency: Double
    let meanProbability: Double
    let ece: Double
    let overconfidence: Double
    let underconfidence: Double
  }

  /// From the largest error to the smallest.
  private let classes: [ClassJSON]

  /// Classes that a table shows.
  private static let largestTable = 20

  package init(_ reliability: ClasswiseReliability) {
    classes = reliability.classes.map {
      ClassJSON(
        class: $0.classIndex,
        frequency: $0.frequency,
        meanProbability: $0.meanProbability,
        ece: $0.calibrationError,
        overconfidence: $0.overconfidence,
        underconfidence: $0.underconfidence
      )
    }
    .sorted { ($1.ece, $0.class) < ($0.ece, $1.class) }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(classes)
  }

  package var text: String {
    let shown = classes.prefix(Self.largestTable)
    let title =
      shown.count < classes.count
      ? "\nworst \(shown.count) of \(Numbers.grouped(classes.count)) classes" : "\nclass"
    var table = TextTable(
      header: [title, "frequency %", "probability %", "ECE", "too high", "too low"]
    )
    for entry in shown {
      table.add([
        String(entry.class), Numbers.percent(entry.frequency),
        Numbers.percent(entry.meanProbability), Numbers.fixed(entry.ece, 4),
        Numbers.fixed(entry.overconfidence, 4), Numbers.fixed(entry.underconfidence, 4),
      ])
    }
    return table.lines().joined(separator: "\n")
  }
}
