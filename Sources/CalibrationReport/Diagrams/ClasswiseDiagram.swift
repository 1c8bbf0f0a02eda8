import Calibration

/// The calibration of each class by its own probability, as a heat map of the classes with the largest
/// error, worst on top.
///
/// A cell is a bin of the probability of a class. Its colour is the mean probability less the frequency of the
/// class in it; the fewer rows, the fainter it is.
public struct ClasswiseDiagram: Sendable, Hashable {
  /// The title.
  public var title: String
  /// The reliability of every class.
  public var reliability: ClasswiseReliability
  /// Names of the classes; numbers where there are none.
  public var classNames: [String]
  /// The most classes shown.
  public var classLimit: Int

  /// A diagram.
  public init(
    title: String = "Class-wise calibration",
    reliability: ClasswiseReliability,
    classNames: [String] = [],
    classLimit: Int = 20
  ) {
    self.title = title
    self.reliability = reliability
    self.classNames = classNames
    self.classLimit = classLimit
  }

  /// The classes with the largest errors, the worst first.
  public var worst: [ClassCalibration] {
    Array(
      reliability.classes.sorted {
        ($1.calibrationError, $0.classIndex) < ($0.calibrationError, $1.classIndex)
      }.prefix(max(classLimit, 1))
    )
  }

  /// The heat map as a chart.
  public var chart: Chart {
    let worst = worst
    let ticks = worst.enumerated().map { place, entry in
      TickMark(
        value: Double(worst.count - place) - 0.5,
        label: name(entry.classIndex),
        detail: " · \(NumberText.fixed(entry.calibrationError, digits: 4))"
      )
    }
    let cells = worst.enumerated().flatMap { place, entry in
      self.cells(ofClass: entry.classIndex, bottom: Double(worst.count - place - 1))
    }
    let limit = NumberText.fixed(Self.gapLimit, digits: 1)
    return Chart(
      title: title,
      subtitle: "\(worst.count) of \(reliability.classCount) classes, worst first, with their ECE; "
        + "mean \(NumberText.fixed(reliability.calibrationError(), digits: 4))",
      description: "Gaps between probability and frequency by class and probability. Worst: "
        + worst.prefix(5).map {
          "\(name($0.classIndex)) (\(NumberText.fixed($0.calibrationError, digits: 4)))"
        }.joined(separator: ", ") + ".",
      x: Axis("probability of the class", scale: .linear(0, 1), hasGrid: false),
      panels: [
        Panel(
          y: Axis("", scale: .linear(0, Double(worst.count)), ticks: .fixed(ticks), hasGrid: false),
          marks: [
            Mark(.cells(cells.map(\.cell)), tooltips: cells.map(\.tooltip)),
            Mark(.bars([]), style: MarkStyle(ink: .diverging(1)), name: "\(limit) too high or more"),
            Mark(.bars([]), style: MarkStyle(ink: .diverging(-1)), name: "\(limit) too low or more"),
          ]
        )
      ],
      heightRatio: 0.35,
      leastHeight: 150 + 17 * Double(worst.count)
    )
  }

  /// The gap that has the full colour.
  private static let gapLimit = 0.2
  /// The rows that a cell of full colour has at least.
  private static let fullCount = 30.0

  /// What a class is called.
  func name(_ index: Int) -> String {
    classNames.indices.contains(index) ? classNames[index] : "class \(index)"
  }

  private func cells(ofClass index: Int, bottom: Double) -> [(cell: Mark.Cell, tooltip: String)] {
    reliability.table(ofClass: index).bins.compactMap { bin in
      guard let probability = bin.meanConfidence, let frequency = bin.accuracy else { return nil }
      let share = min(bin.weight / Self.fullCount, 1)
      let cell = Mark.Cell(
        ChartRectangle(from: ChartPoint(bin.lowerEdge, bottom + 0.06), to: ChartPoint(bin.upperEdge, bottom + 0.94)),
        ink: .diverging((probability - frequency) / Self.gapLimit),
        // In steps, so that cells of one colour and opacity are written together.
        opacity: 0.25 + 0.75 * (4 * share).rounded() / 4
      )
      let tooltip =
        "probability \(NumberText.fixed(probability, digits: 3)), "
        + "frequency \(NumberText.fixed(frequency, digits: 3)), \(BinText(bin).rows)"
      return (cell, tooltip)
    }
  }
}
