/// From the units of a panel's axes to pixels.
struct PanelSpace: Sendable {
  /// A place in pixels.
  typealias Place = (x: Double, y: Double)

  let x: AxisScale
  let y: AxisScale
  let frame: ChartLayout.Frame

  /// Where a point is; a place that is not finite has no point.
  func place(_ point: ChartPoint) -> Place {
    (x: frame.left + x.position(of: point.x) * frame.width, y: frame.bottom - y.position(of: point.y) * frame.height)
  }

  /// Whether a point lies within the panel.
  func contains(_ point: ChartPoint) -> Bool {
    let inside = -1e-6...1 + 1e-6
    return inside.contains(x.position(of: point.x)) && inside.contains(y.position(of: point.y))
  }

  /// The places of points, cut where a point has none; places by themselves make no line.
  func lines(through points: [ChartPoint]) -> [[Place]] {
    points.map(place).split { !($0.x.isFinite && $0.y.isFinite) }.map(Array.init)
      .filter { $0.count > 1 }
  }

  /// The outline of a rectangle; `nil` where a corner has no place.
  func area(_ rectangle: ChartRectangle) -> String? {
    let from = place(rectangle.from)
    let to = place(rectangle.to)
    guard [from.x, from.y, to.x, to.y].allSatisfy(\.isFinite) else { return nil }
    let number = NumberText.coordinate
    return
      "M\(number(from.x)) \(number(from.y))H\(number(to.x))V\(number(to.y))H\(number(from.x))Z"
  }
}
