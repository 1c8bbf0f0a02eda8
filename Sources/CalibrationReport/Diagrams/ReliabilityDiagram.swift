import Calibration

/// Accuracy against confidence, with what distinguishes miscalibration from noise.
///
/// Each bin is a point at its mean confidence and accuracy, with Wilson's 95 % interval: where it misses the
/// diagonal, the bin contradicts calibration. The CORP curve is the isotonic regression on all rows and
/// needs no bins; where it leaves its band, it contradicts calibration. Below are the shares of the rows in the
/// bins.
///
/// Sources: Guo et al., "On Calibration of Modern Neural Networks" (ICML 2017); Dimitriadis, Gneiting
/// and Jordan, "Stable Reliability Diagrams for Probabilistic Classifiers" (PNAS, 2021).
public struct ReliabilityDiagram: Sendable, Hashable {
  /// One model, or one model with one map.
  public struct Curve: Sendable, Hashable {
    /// What the legend calls it.
    public var name: String
    /// The bins.
    public var bins: ReliabilityTable
    /// The CORP curve, `ReliabilityTable.init(isotonic:)`; `nil` for none.
    public var isotonic: ReliabilityTable?
    /// Where the CORP curve of a calibrated model with these confidences would lie; `nil` for none.
    public var band: ConsistencyBand?

    /// A curve.
    public init(
      _ name: String,
      bins: ReliabilityTable,
      isotonic: ReliabilityTable? = nil,
      band: ConsistencyBand? = nil
    ) {
      self.name = name
      self.bins = bins
      self.isotonic = isotonic
      self.band = band
    }

    /// The curve of a map on rows: bins of equal width, the CORP curve and its band.
    ///
    /// - Parameters:
    ///   - map: The map to apply; `nil` for the uncalibrated scores.
    ///   - data: Scores with their true classes, which the map was not fitted to.
    /// - Throws: `PredictionsError.classCount(found:expected:)` when the map is made for another number of
    ///   classes, and `MetricError.binCount(_:)`.
    public init(
      _ name: String,
      of map: (any CalibrationMap)? = nil,
      on data: LabeledPredictions,
      binCount: Int = 15
    ) throws {
      let rows = try EvaluatedRows(of: map, on: data)
      self.init(
        name,
        bins: try ReliabilityTable(equalWidth: rows, binCount: binCount),
        isotonic: ReliabilityTable(isotonic: rows),
        band: try ConsistencyBand(rows)
      )
    }
  }

  /// The title.
  public var title: String
  /// The curves; two at most stay legible.
  public var curves: [Curve]
  /// Whether it is one of many: for a width of about 300 pixels, with few words and no legend.
  public var isSmall: Bool

  /// A diagram.
  public init(title: String = "Reliability diagram", curves: [Curve], isSmall: Bool = false) {
    self.title = title
    self.curves = curves
    self.isSmall = isSmall
  }

  /// The diagram of one map on rows, with the CORP curve and its band.
  ///
  /// ```swift
  /// let svg = try ReliabilityDiagram(of: map, on: test).chart.svg()
  /// ```
  ///
  /// - Parameters:
  ///   - map: The map to apply; `nil` for the uncalibrated scores.
  ///   - data: Scores with their true classes, which the map was not fitted to.
  /// - Throws: As ``Curve/init(_:of:on:binCount:)``.
  public init(
    of map: (any CalibrationMap)? = nil,
    on data: LabeledPredictions,
    title: String = "Reliability diagram",
    binCount: Int = 15
  ) throws {
    let name = map == nil ? "uncalibrated" : "calibrated"
    self.init(title: title, curves: [try Curve(name, of: map, on: data, binCount: binCount)])
  }

  /// The diagram as a chart.
  public var chart: Chart {
    Chart(
      title: title,
      subtitle: subtitle,
      description: description,
      x: Axis("confidence", scale: .linear(0, 1)),
      panels: [
        Panel(
          y: Axis("accuracy", scale: .linear(0, 1)),
          marks: bands + [diagonal]
            + curves.enumerated().flatMap { marks(of: $0.element, $0.offset) },
          heightShare: 4
        ),
        ConfidenceHistogram.panel(curves.map { ($0.name, $0.bins) }, heightShare: 1),
      ],
      heightRatio: 1.2
    )
  }

  private var subtitle: String {
    let rows = BinText.rows(curves.first?.bins.totalWeight ?? 0)
    let errors = curves.map { curve in
      let error = NumberText.fixed(curve.bins.calibrationError(), digits: 4)
      return curves.count > 1 ? "\(curve.name) \(error)" : error
    }.joined(separator: ", ")
    guard !isSmall else { return "ECE \(errors)" }
    // The legend of one curve has room for its parts.
    guard curves.count > 1 else { return "\(rows); ECE \(errors)" }
    var parts = ["\(rows); ECE: \(errors)", "bins with 95 % intervals"]
    if curves.contains(where: { $0.isotonic != nil }) { parts.append("lines: CORP curves") }
    if let band = curves.compactMap(\.band).first {
      parts.append("shaded: where \(Self.percentage(of: band)) % of calibrated models' curves lie")
    }
    return parts.joined(separator: "; ")
  }

  private static func percentage(of band: ConsistencyBand) -> String {
    let percentage = 100 * band.level
    return NumberText.fixed(percentage, digits: percentage == percentage.rounded() ? 0 : 1)
  }

  /// The name of a part of a curve in the legend: the parts of the only curve, or that of each of several.
  private func legend(_ part: String, of curve: Curve? = nil) -> String? {
    if isSmall { return nil }
    return curves.count > 1 ? curve?.name : part
  }

  private var diagonal: Mark {
    var diagonal = Mark.diagonal
    if isSmall { diagonal.name = nil }
    return diagonal
  }

  private var bands: [Mark] {
    curves.enumerated().compactMap { index, curve in
      curve.band.map { band in
        Mark(
          .band(
            lower: band.points.map { ChartPoint($0.confidence, $0.lower) },
            upper: band.points.map { ChartPoint($0.confidence, $0.upper) }
          ),
          style: MarkStyle(ink: .series(index), opacity: 0.16),
          name: legend("\(Self.percentage(of: band)) % of calibrated models' curves")
        )
      }
    }
  }

  private func marks(of curve: Curve, _ index: Int) -> [Mark] {
    let style = MarkStyle.series(index)
    var points: [ChartPoint] = []
    var intervals: [ChartSegment] = []
    var tooltips: [String] = []
    for bin in curve.bins.bins {
      guard let confidence = bin.meanConfidence, let accuracy = bin.accuracy,
        let interval = bin.accuracyInterval
      else { continue }
      points.append(ChartPoint(confidence, accuracy))
      intervals.append(
        ChartSegment(from: ChartPoint(confidence, interval.lower), to: ChartPoint(confidence, interval.upper))
      )
      tooltips.append(
        "\(curve.name): confidence \(Self.short(confidence)), accuracy \(Self.short(accuracy)) "
          + "(\(Self.short(interval.lower))–\(Self.short(interval.upper))), \(BinText(bin).rows)"
      )
    }
    let line = MarkStyle(ink: style.ink, width: 1.4, opacity: 0.8)
    var marks = [
      Mark(.segments(intervals), style: line),
      Mark(.points(points), style: style, name: legend("bins, 95 % intervals", of: curve), tooltips: tooltips),
    ]
    if let isotonic = curve.isotonic {
      var thin = style
      thin.width = 1.4
      thin.opacity = 0.9
      marks.insert(Mark(.line(Self.corp(isotonic)), style: thin, name: legend("CORP curve")), at: 0)
    }
    return marks
  }

  /// The recalibrated probability of every confidence: level over a block, straight between blocks.
  private static func corp(_ isotonic: ReliabilityTable) -> [ChartPoint] {
    isotonic.bins.flatMap { bin -> [ChartPoint] in
      guard let accuracy = bin.accuracy else { return [] }
      let start = ChartPoint(bin.lowerEdge, accuracy)
      return bin.upperEdge > bin.lowerEdge ? [start, ChartPoint(bin.upperEdge, accuracy)] : [start]
    }
  }

  private static func short(_ share: Double) -> String { NumberText.fixed(share, digits: 2) }

  private var description: String {
    let parts = curves.map { curve in
      let over = NumberText.fixed(curve.bins.overconfidence, digits: 4)
      let under = NumberText.fixed(curve.bins.underconfidence, digits: 4)
      let bins = curve.bins.bins.compactMap { bin -> String? in
        guard let confidence = bin.meanConfidence, let accuracy = bin.accuracy else { return nil }
        return "\(Self.short(confidence)) → \(Self.short(accuracy))"
      }
      return "\(curve.name): over-confidence \(over), under-confidence \(under); "
        + "confidence and accuracy of the bins: " + bins.joined(separator: ", ")
    }
    return "Accuracy against confidence; on the diagonal they are equal. "
      + parts.joined(separator: ". ") + "."
  }
}

extension Mark {
  /// The line of perfect calibration from (0, 0) to (1, 1).
  static let diagonal = Mark(
    .line([ChartPoint(0, 0), ChartPoint(1, 1)]),
    style: MarkStyle(ink: .muted, width: 1.2, dashes: [4, 3]),
    name: "calibrated"
  )
}
