import Calibration

/// The over- and under-confident parts of the calibration error of each class, as bars to the right and to
/// the left, worst class on top.
public struct ClassConfidenceDiagram: Sendable, Hashable {
  /// The classes that are shown, and how they are named.
  public var classes: ClasswiseDiagram

  /// A diagram of the same classes as a heat map.
  public init(_ classes: ClasswiseDiagram) {
    self.classes = classes
  }

  /// The diagram as a chart.
  public var chart: Chart {
    let worst = classes.worst
    func tooltips(_ words: String, _ part: (ClassCalibration) -> Double) -> [String] {
      worst.map { entry in
        "\(classes.name(entry.classIndex)): \(NumberText.fixed(part(entry), digits: 4)) \(words)"
      }
    }
    func bars(_ length: (ClassCalibration) -> Double) -> Mark.Shape {
      .bars(
        worst.enumerated().map { place, entry in
          let bottom = Double(worst.count - place - 1)
          return ChartRectangle(from: ChartPoint(0, bottom + 0.18), to: ChartPoint(length(entry), bottom + 0.82))
        }
      )
    }
    let ends = worst.flatMap { [$0.overconfidence, -$0.underconfidence] }
    var chart = classes.chart
    chart.title = "Over- and under-confidence by class"
    chart.description =
      "Parts of the calibration error of each class where its probability is too high and too low. "
      + worst.prefix(5).map { entry in
        "\(classes.name(entry.classIndex)): "
          + "\(NumberText.fixed(entry.overconfidence, digits: 4)) too high, "
          + "\(NumberText.fixed(entry.underconfidence, digits: 4)) too low"
      }.joined(separator: "; ") + "."
    chart.x = Axis("part of the calibration error", scale: .linear(covering: ends + [0]))
    chart.panels[0].marks = [
      Mark(
        bars(\.overconfidence),
        style: MarkStyle(ink: .diverging(1)),
        name: "too high",
        tooltips: tooltips("too high", \.overconfidence)
      ),
      Mark(
        bars { -$0.underconfidence },
        style: MarkStyle(ink: .diverging(-1)),
        name: "too low",
        tooltips: tooltips("too low", \.underconfidence)
      ),
      Mark(.verticalRule(0), style: MarkStyle(ink: .muted, width: 1)),
    ]
    return chart
  }
}
