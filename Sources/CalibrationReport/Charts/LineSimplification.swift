import CMath

/// Lines with fewer points that look the same.
///
/// Source: Douglas and Peucker, "Algorithms for the Reduction of the Number of Points Required to Represent
/// a Digitized Line or Its Caricature" (Cartographica, 1973).
enum LineSimplification {
  /// The points of a line, the first and last among them, such that no point left out is further than
  /// `tolerance` from the line through those kept.
  static func simplified(_ line: [PanelSpace.Place], tolerance: Double) -> [PanelSpace.Place] {
    guard line.count > 2 else { return line }
    var isKept = [Bool](repeating: false, count: line.count)
    isKept[0] = true
    isKept[line.count - 1] = true
    // Parts between two kept points that are still to be looked at.
    var parts = [(first: 0, last: line.count - 1)]
    while let (first, last) = parts.popLast() {
      var furthest = first
      var largest = tolerance
      for index in (first + 1)..<max(last, first + 1) {
        let distance = distance(of: line[index], from: line[first], to: line[last])
        if distance > largest {
          largest = distance
          furthest = index
        }
      }
      guard furthest > first else { continue }
      isKept[furthest] = true
      parts += [(first, furthest), (furthest, last)]
    }
    return zip(line, isKept).filter(\.1).map(\.0)
  }

  /// The distance of a point from a segment.
  private static func distance(
    of point: PanelSpace.Place,
    from start: PanelSpace.Place,
    to end: PanelSpace.Place
  ) -> Double {
    let run = (x: end.x - start.x, y: end.y - start.y)
    let squaredLength = run.x * run.x + run.y * run.y
    let share =
      squaredLength > 0
      ? ((point.x - start.x) * run.x + (point.y - start.y) * run.y) / squaredLength : 0
    let nearest = min(max(share, 0), 1)
    return hypot(point.x - start.x - nearest * run.x, point.y - start.y - nearest * run.y)
  }
}
