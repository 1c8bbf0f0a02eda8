import CMath
import Calibration

/// What a map does to the probabilities of three classes: an arrow from each of a grid of points of the
/// simplex towards where the map takes it, all shortened alike where they would run into each other.
public struct SimplexDiagram: Sendable {
  /// The title.
  public var title: String
  /// The map; it must take three classes.
  public let map: any CalibrationMap
  /// Names of the three classes; numbers stand for those that have none.
  public var classNames: [String]

  /// A diagram of a map.
  public init(title: String = "The map on three classes", map: any CalibrationMap, classNames: [String] = []) {
    self.title = title
    self.map = map
    self.classNames = classNames
  }

  /// Applies the map to the grid and draws it.
  ///
  /// - Throws: `PredictionsError.classCount(found:expected:)` when the map is made for another
  ///   number of classes than three.
  public func chart() throws(PredictionsError) -> Chart {
    var changes: [ChartSegment] = []
    var largest = 0.0
    // Off the edges, where a probability of 0 stays 0.
    let count = 16
    for first in 0..<count {
      for second in 0..<(count - first) {
        let shares = [first, second, count - 1 - first - second].map { Double($0) + 1.0 / 3 }
        let row = shares.map { $0 / Double(count) }
        let mapped = try map.probabilities(forLogits: row.map { log($0) })
        changes.append(ChartSegment(from: Self.place(row), to: Self.place(mapped)))
        largest = max(largest, zip(row, mapped).map { abs($0 - $1) }.max() ?? 0)
      }
    }
    let longest = changes.map { hypot($0.to.x - $0.from.x, $0.to.y - $0.from.y) }.max() ?? 0
    // Longer arrows would run into each other.
    let scale = min(1, 1.6 / Double(count) / max(longest, 1e-9))
    let arrows = changes.map { change in
      ChartSegment(
        from: change.from,
        to: ChartPoint(
          change.from.x + scale * (change.to.x - change.from.x),
          change.from.y + scale * (change.to.y - change.from.y)
        )
      )
    }
    let corners = [[1.0, 0, 0], [0, 1, 0], [0, 0, 1]].map(Self.place)
    let labels = zip(corners, [Mark.Label.Side.below, .below, .above]).enumerated()
      .map { index, corner in
        let name = classNames.indices.contains(index) ? classNames[index] : "class \(index)"
        return Mark.Label(Self.cornerName(name), at: corner.0, side: corner.1)
      }
    return Chart(
      title: title,
      subtitle: "changes of the probabilities at \(NumberText.fixed(100 * scale, digits: 0)) % of "
        + "their length; the largest is \(NumberText.fixed(largest, digits: 3))",
      description: "A triangle whose corners are certainty of one class. The largest change of a "
        + "probability is \(NumberText.fixed(largest, digits: 4)).",
      x: Axis("", scale: .linear(-0.06, 1.06), ticks: .none, hasGrid: false),
      panels: [
        Panel(
          y: Axis("", scale: .linear(-0.07, 0.94), ticks: .none, hasGrid: false),
          marks: [
            Mark(.line(corners + [corners[0]]), style: MarkStyle(ink: .muted, width: 1.2)),
            Mark(.points(changes.map(\.from)), style: MarkStyle(ink: .muted, radius: 1.3)),
            Mark(.arrows(arrows), style: MarkStyle(ink: .series(0), width: 1.4)),
            Mark(.text(labels), style: MarkStyle(ink: .text)),
          ]
        )
      ],
      heightRatio: 0.98,
      isIsometric: true
    )
  }

  /// As much of a name as lies inside the chart when it is centred at a corner.
  private static func cornerName(_ name: String) -> String {
    name.count > 12 ? "\(name.prefix(11))…" : name
  }

  /// Where probabilities lie in the plane: certainty of classes 0, 1 and 2 at (0, 0), (1, 0) and
  /// (½, √3/2).
  private static func place(_ probabilities: [Double]) -> ChartPoint {
    ChartPoint(probabilities[1] + probabilities[2] / 2, probabilities[2] * 3.0.squareRoot() / 2)
  }
}
