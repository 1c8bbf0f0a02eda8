import CMath
import Calibration

/// The part of a page where a reader chooses T and γ and sees what the map does, to the rows of a sample where there
/// is one.
///
/// `live.js` calculates in the browser with the library's formulas. Without scripts it is a static picture of the
/// first map.
package struct LiveSection: Sendable {
  /// A map to begin from.
  private struct Choice {
    let name: String
    let temperature: Double
    let gamma: Double
    /// Whether sliders stop at it when they come near.
    var isSnappedTo = true
  }

  private let choices: [Choice]
  private let start: FocalTemperatureMap
  private let startName: String
  private let sample: LiveSample?
  private let binCount: Int

  /// Sliders over a sample, from the optimum.
  ///
  /// - Parameters:
  ///   - sample: The rows that the page calculates on.
  ///   - optimum: What focal temperature scaling found.
  ///   - temperatureScaling: What temperature scaling found.
  ///   - publishedGrid: What the published grid's search found, where it was made.
  ///   - binCount: The bins of the reliability diagram and of ECE.
  package init(
    sample: LiveSample,
    optimum: FocalTemperatureMap,
    temperatureScaling: TemperatureMap,
    publishedGrid: FocalTemperatureMap? = nil,
    binCount: Int = 15
  ) {
    let grid = publishedGrid.map { map in
      Choice(name: "Published grid", temperature: map.temperature, gamma: map.gamma, isSnappedTo: false)
    }
    choices =
      [
        Choice(name: "No map", temperature: 1, gamma: 0),
        Choice(name: "Temperature scaling", temperature: temperatureScaling.temperature, gamma: 0),
        Choice(name: "Optimum", temperature: optimum.temperature, gamma: optimum.gamma),
      ] + [grid].compactMap { $0 }
    start = optimum
    startName = "the optimum"
    self.sample = sample
    self.binCount = binCount
  }

  /// Sliders from a map, without data.
  package init(map: FocalTemperatureMap) {
    choices = [
      Choice(name: "No map", temperature: 1, gamma: 0),
      Choice(name: "This map", temperature: map.temperature, gamma: map.gamma),
    ]
    start = map
    startName = "this map"
    sample = nil
    binCount = 0
  }

  /// The section's content.
  ///
  /// - Throws: `MetricError.binCount(_:)`.
  package func html() throws -> HTMLNode {
    let numbers =
      "T = \(NumberText.short(start.temperature)), γ = \(NumberText.short(start.gamma))"
    let summaries = try summaries()
    var children: [HTMLNode] = [
      .element(
        "p",
        class: "static note",
        text: "Shown is \(startName), \(numbers). With JavaScript, sliders here change T and γ."
      ),
      controls,
      results(summaries),
      figures(summaries?.after.bins),
      .element("p", class: "status visually-hidden", [.init("role", "status")]),
    ]
    if let sample {
      children += [
        .element("p", class: "fine", text: Self.provenance(of: sample)),
        .element("script", class: "sample", [.init("type", "application/json")], [.markup(sample.json)]),
      ]
    }
    return .element("div", class: "live", [.init("data-bins", "\(binCount)")], children)
  }

  private func summaries() throws -> (before: Summary, after: Summary)? {
    guard let sample else { return nil }
    let data = try sample.predictions
    return (try Summary(of: nil, on: data, binCount: binCount), try Summary(of: start, on: data, binCount: binCount))
  }

  private static func provenance(of sample: LiveSample) -> String {
    let count = NumberText.fixed(Double(sample.rows.count), digits: 0)
    let all = NumberText.fixed(Double(sample.dataRowCount), digits: 0)
    let rows =
      sample.rows.count == sample.dataRowCount
      ? "all \(count) rows" : "\(count) of \(all) rows, drawn once"
    return
      "Calculated in your browser on \(rows), with scores kept to 16 bits, by the library’s formulas."
  }

  // MARK: Controls

  private var controls: HTMLNode {
    let temperatures = choices.map(\.temperature)
    let gammas = choices.map(\.gamma)
    let highest = max((temperatures.max() ?? 1) * 2, 4)
    let lowest = min((temperatures.min() ?? 1) / 2, 0.25)
    return .element(
      "div",
      class: "controls",
      [.init("hidden")],
      [
        .element(
          "div",
          class: "choices",
          [.init("role", "group"), .init("aria-label", "Maps to begin from")],
          choices.map(Self.button)
        ),
        Self.control(
          "temperature",
          label: "Temperature T",
          value: start.temperature,
          place: log(start.temperature),
          range: log(lowest)...log(highest),
          marks: snaps(\.temperature).map { log($0) }
        ),
        Self.control(
          "gamma",
          label: "Focal γ",
          value: start.gamma,
          place: start.gamma,
          range: -1...max((gammas.max() ?? 0) + 2, 3).rounded(.up),
          marks: snaps(\.gamma)
        ),
      ]
    )
  }

  /// Where sliders stop.
  private func snaps(_ parameter: (Choice) -> Double) -> [Double] {
    Set(choices.filter(\.isSnappedTo).map(parameter)).sorted()
  }

  private static func button(_ choice: Choice) -> HTMLNode {
    .element(
      "button",
      [
        .init("type", "button"),
        .init("data-temperature", "\(choice.temperature)"),
        .init("data-gamma", "\(choice.gamma)"),
        .init("aria-pressed", "false"),
      ],
      [.text(choice.name)]
    )
  }

  /// A number beside a slider, which is logarithmic where `place` is; `marks` are places where it stops.
  private static func control(
    _ parameter: String,
    label: String,
    value: Double,
    place: Double,
    range: ClosedRange<Double>,
    marks: [Double]
  ) -> HTMLNode {
    let length = range.upperBound - range.lowerBound
    let ticks = marks.map { mark in
      let share = NumberText.coordinate(100 * (mark - range.lowerBound) / length)
      return HTMLNode.element("span", class: "tick", [.init("style", "--at:\(share)")])
    }
    return .element(
      "div",
      class: "control",
      [.init("data-parameter", parameter)],
      [
        .element("label", [.init("for", "live-\(parameter)")], [.text(label)]),
        .element(
          "div",
          class: "slider",
          [],
          [
            .element(
              "input",
              [
                .init("type", "range"),
                .init("aria-label", "\(label), slider"),
                .init("min", "\(range.lowerBound)"),
                .init("max", "\(range.upperBound)"),
                // A little less than a 200th: rounding must not put the last step beyond the end.
                .init("step", "\(length / 200 * (1 - 1e-9))"),
                .init("value", "\(place)"),
                .init("data-marks", marks.map { "\($0)" }.joined(separator: " ")),
              ]
            )
          ] + ticks
        ),
        .element(
          "input",
          id: "live-\(parameter)",
          [
            .init("type", "number"),
            .init("min", parameter == "gamma" ? "-1" : "0.001"),
            .init("max", parameter == "gamma" ? "100" : "1000"),
            .init("step", "any"),
            .init("value", "\(value)"),
          ]
        ),
      ]
    )
  }

  // MARK: Results

  private func results(_ summaries: (before: Summary, after: Summary)?) -> HTMLNode {
    let nearest = FocalMapDiagram(map: start).nearest
    var entries: [HTMLNode] = []
    if let (before, after) = summaries {
      entries = Summary.names.map { name, term, number in
        Self.result(
          name,
          term,
          after[keyPath: number],
          note: "\(NumberText.fixed(before[keyPath: number], digits: 4)) without a map"
        )
      }
    }
    entries += [
      Self.result("nearest-temperature", "Nearest temperature", nearest.temperature),
      Self.result("bound", "Largest distance to it", nearest.bound, note: "in log-odds, two classes"),
    ]
    return .element("dl", class: "results", [], entries)
  }

  private static func result(_ name: String, _ term: String, _ value: Double, note: String? = nil) -> HTMLNode {
    let number = HTMLNode.element(
      "span",
      [.init("data-result", name), .init("data-value", "\(value)")],
      [.text(NumberText.fixed(value, digits: 4))]
    )
    let change = note.map { [HTMLNode.element("span", class: "change", text: $0)] } ?? []
    return .element("div", [], [.element("dt", text: term), .element("dd", [], [number] + change)])
  }

  /// What the page says of a sample.
  private struct Summary {
    let nll, ece, accuracy, confidence: Double
    let bins: ReliabilityTable

    static let names: [(name: String, term: String, number: KeyPath<Summary, Double> & Sendable)] =
      [
        ("nll", "NLL", \.nll), ("ece", "ECE", \.ece), ("accuracy", "Accuracy", \.accuracy),
        ("confidence", "Mean confidence", \.confidence),
      ]

    init(of map: FocalTemperatureMap?, on data: LabeledPredictions, binCount: Int) throws {
      let rows = try EvaluatedRows(of: map, on: data)
      bins = try ReliabilityTable(equalWidth: rows, binCount: binCount)
      nll = rows.negativeLogLikelihood
      ece = bins.calibrationError()
      accuracy = rows.accuracy
      confidence = rows.meanConfidence
    }
  }

  // MARK: Figures

  private func figures(_ bins: ReliabilityTable?) -> HTMLNode {
    var charts = [(id: "live-curve", chart: LiveCharts.curve(start))]
    if let bins {
      charts.insert((id: "live-reliability", chart: LiveCharts.reliability(bins)), at: 0)
    }
    return .element("div", class: "pair", [], charts.map { .figure($0.chart, id: $0.id) })
  }
}
