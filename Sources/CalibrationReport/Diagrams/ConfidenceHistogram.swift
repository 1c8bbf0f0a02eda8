import Calibration

/// How often a model is how confident, with the mean confidence and the accuracy as lines: where the two are
/// apart, the model is mis-calibrated on the whole.
public struct ConfidenceHistogram: Sendable, Hashable {
  /// The title.
  public var title: String
  /// Bins of equal width.
  public var bins: ReliabilityTable

  /// A histogram of bins of equal width.
  public init(title: String = "Confidence", bins: ReliabilityTable) {
    self.title = title
    self.bins = bins
  }

  /// The diagram as a chart.
  public var chart: Chart {
    let total = bins.totalWeight
    let confidence = bins.bins.reduce(0) { $0 + $1.weight * ($1.meanConfidence ?? 0) } / total
    let accuracy = bins.bins.reduce(0) { $0 + $1.weight * ($1.accuracy ?? 0) } / total
    var panel = Self.panel([("", bins)], heightShare: 1)
    panel.marks += [
      Mark(
        .verticalRule(confidence),
        style: .series(1),
        name: "mean confidence \(NumberText.fixed(confidence, digits: 3))"
      ),
      Mark(.verticalRule(accuracy), style: .series(2), name: "accuracy \(NumberText.fixed(accuracy, digits: 3))"),
    ]
    return Chart(
      title: title,
      subtitle: BinText.rows(total),
      description: "Shares of the rows by confidence. The mean confidence is "
        + "\(NumberText.fixed(confidence, digits: 4)), the accuracy "
        + "\(NumberText.fixed(accuracy, digits: 4)).",
      x: Axis("confidence", scale: .linear(0, 1)),
      panels: [panel]
    )
  }

  /// The shares of rows in the bins: the first table as areas, others as outlines over it. The names tell
  /// tables apart in tooltips.
  static func panel(_ tables: [(name: String, bins: ReliabilityTable)], heightShare: Double) -> Panel {
    let shares = tables.map { table in
      table.bins.bins.map { ($0, $0.weight / table.bins.totalWeight) }
    }
    let highest = shares.joined().map(\.1).max() ?? 1
    let scale = AxisScale.linear(covering: [0, highest])
    var marks = shares.enumerated().map { index, bins in
      let style = MarkStyle.series(index)
      guard index > 0 else {
        return Mark(
          .bars(
            bins.map { bin, share in
              let inset = (bin.upperEdge - bin.lowerEdge) * 0.06
              return ChartRectangle(
                from: ChartPoint(bin.lowerEdge + inset, 0),
                to: ChartPoint(bin.upperEdge - inset, share)
              )
            }
          ),
          style: MarkStyle(ink: style.ink, opacity: 0.75)
        )
      }
      let steps = bins.map { ChartPoint($0.0.lowerEdge, $0.1) }
      let end = bins.last.map { [ChartPoint($0.0.upperEdge, $0.1)] } ?? []
      return Mark(.step(steps + end), style: style)
    }
    marks.append(tooltips(tables, height: scale.upper))
    return Panel(y: Axis("rows", scale: scale), marks: marks, heightShare: heightShare)
  }

  /// Columns that are not seen, over the bins of the first table: bars of few rows would be hard to point at.
  private static func tooltips(_ tables: [(name: String, bins: ReliabilityTable)], height: Double) -> Mark {
    let bins = tables.first?.bins.bins ?? []
    let texts = bins.indices.map { index in
      let parts = tables.compactMap { name, table -> String? in
        guard table.bins.indices.contains(index) else { return nil }
        let bin = table.bins[index]
        let share = NumberText.fixed(100 * bin.weight / table.totalWeight, digits: 1)
        return (name.isEmpty ? "" : "\(name) ") + "\(BinText(bin).rows) (\(share) %)"
      }
      return "\(BinText(bins[index]).range): " + parts.joined(separator: ", ")
    }
    let columns = bins.map { bin in
      ChartRectangle(from: ChartPoint(bin.lowerEdge, 0), to: ChartPoint(bin.upperEdge, height))
    }
    return Mark(.bars(columns), style: MarkStyle(ink: .surface, opacity: 0), tooltips: texts)
  }
}
