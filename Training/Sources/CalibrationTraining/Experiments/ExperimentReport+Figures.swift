import CalibrationReport

extension ExperimentReport {
  /// A drawing of the report.
  struct Figure: Sendable {
    /// The name of its file.
    let fileName: String
    let diagram: LineDiagram
  }

  /// Confidence less accuracy, and ECE, against the generalisation gap, epoch by epoch: one drawing
  /// for each regime and architecture.
  var figures: [Figure] {
    groups.flatMap { group in
      [
        Self.figure(
          of: group,
          name: "confidence",
          title: "Confidence on test images",
          y: "confidence − accuracy, points"
        ) { 100 * $0.confidenceGap },
        Self.figure(of: group, name: "ece", title: "Calibration error on test images", y: "ECE, %") {
          100 * $0.ece
        },
      ]
    }
  }

  static func figureFileName(of group: [TrainedNetwork], _ name: String) -> String {
    "\(group[0].regime)-\(group[0].network)-\(name).svg"
  }

  private static func figure(
    of group: [TrainedNetwork],
    name: String,
    title: String,
    y: String,
    _ value: (GapPoint) -> Double
  ) -> Figure {
    Figure(
      fileName: figureFileName(of: group, name),
      diagram: LineDiagram(
        title: "\(title): \(group[0].network), \(group[0].regime)",
        subtitle: "each line from the first epoch to the last (dot), without calibration",
        x: "generalisation gap: training − test accuracy, points",
        y: y,
        series: group.map { network in
          LineDiagram.Series(network.loss, points: network.curve.map { ChartPoint(100 * $0.accuracyGap, value($0)) })
        },
        horizontalReferences: [0],
        marksEnds: true
      )
    )
  }
}
