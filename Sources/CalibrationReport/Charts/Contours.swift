/// Lines of equal height over a grid, by marching squares with linear interpolation.
struct Contours: Sendable {
  /// Where the columns of the grid are, rising.
  let x: [Double]
  /// Where its rows are, rising.
  let y: [Double]
  /// The heights, row by row: `x.count * y.count` of them. Cells with a height that is not finite have no
  /// lines.
  let heights: [Double]

  /// The same surface on a grid `factor` times as fine, by cubic interpolation along x and then along y.
  ///
  /// Source: Catmull and Rom, "A Class of Local Interpolating Splines" (Computer Aided Geometric Design,
  /// 1974).
  func refined(by factor: Int) -> Contours {
    let finer = Self.refined(x, by: factor)
    let rows = y.indices.map { row in
      Self.refined(Array(heights[(row * x.count)..<((row + 1) * x.count)]), by: factor)
    }
    let columns = finer.indices.map { column in
      Self.refined(rows.map { $0[column] }, by: factor)
    }
    let finerY = Self.refined(y, by: factor)
    return Contours(x: finer, y: finerY, heights: finerY.indices.flatMap { row in columns.map { $0[row] } })
  }

  /// Values equally far apart, with `factor` − 1 more between each two; beyond the ends they go on straight.
  private static func refined(_ values: [Double], by factor: Int) -> [Double] {
    guard values.count > 1, factor > 1 else { return values }
    let last = values.count - 1
    let before = 2 * values[0] - values[1]
    let after = 2 * values[last] - values[last - 1]
    let padded = [before] + values + [after]
    return (0..<last).flatMap { index in
      let (a, b, c, d) = (padded[index], padded[index + 1], padded[index + 2], padded[index + 3])
      return (0..<factor).map { step in
        let t = Double(step) / Double(factor)
        let curve = t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))
        return b + t / 2 * (c - a + curve)
      }
    } + [values[last]]
  }

  /// An edge of the grid: from a node to its right or to its upper neighbour.
  private struct Edge: Hashable {
    let column: Int
    let row: Int
    let isHorizontal: Bool
  }

  /// The lines at a level; those that end where they start are closed.
  func lines(at level: Double) -> [[ChartPoint]] {
    var neighbours: [Edge: [Edge]] = [:]
    // In the order of the grid, so that the same grid gives the same lines.
    var edges: [Edge] = []
    for row in 0..<max(y.count - 1, 0) {
      for column in 0..<max(x.count - 1, 0) {
        for (one, other) in pairs(column, row, level) {
          for edge in [one, other] where neighbours[edge] == nil { edges.append(edge) }
          neighbours[one, default: []].append(other)
          neighbours[other, default: []].append(one)
        }
      }
    }
    var seen: Set<Edge> = []
    var lines: [[ChartPoint]] = []
    let ends = edges.filter { neighbours[$0]?.count == 1 }
    for start in ends + edges where !seen.contains(start) {
      var line: [Edge] = [start]
      seen.insert(start)
      while let next = neighbours[line[line.count - 1]]?.first(where: { !seen.contains($0) }) {
        seen.insert(next)
        line.append(next)
      }
      let isClosed = line.count > 2 && neighbours[start]?.contains(line[line.count - 1]) == true
      lines.append((isClosed ? line + [start] : line).map { point(on: $0, level) })
    }
    return lines
  }

  /// The edges of a cell that a level crosses, two for each line through it.
  private func pairs(_ column: Int, _ row: Int, _ level: Double) -> [(Edge, Edge)] {
    let corners = [
      height(column, row), height(column + 1, row), height(column + 1, row + 1),
      height(column, row + 1),
    ]
    guard corners.allSatisfy(\.isFinite) else { return [] }
    let edges = [
      Edge(column: column, row: row, isHorizontal: true),
      Edge(column: column + 1, row: row, isHorizontal: false),
      Edge(column: column, row: row + 1, isHorizontal: true),
      Edge(column: column, row: row, isHorizontal: false),
    ]
    let isAbove = corners.map { $0 >= level }
    let crossed = (0..<4).filter { isAbove[$0] != isAbove[($0 + 1) % 4] }.map { edges[$0] }
    guard crossed.count == 4 else {
      return crossed.count == 2 ? [(crossed[0], crossed[1])] : []
    }
    // A saddle: the mean tells which corners belong together.
    let isCenterAbove = corners.reduce(0, +) / 4 >= level
    return isCenterAbove == isAbove[0]
      ? [(crossed[0], crossed[1]), (crossed[2], crossed[3])]
      : [(crossed[3], crossed[0]), (crossed[1], crossed[2])]
  }

  private func height(_ column: Int, _ row: Int) -> Double { heights[row * x.count + column] }

  private func point(on edge: Edge, _ level: Double) -> ChartPoint {
    let start = height(edge.column, edge.row)
    let end =
      edge.isHorizontal ? height(edge.column + 1, edge.row) : height(edge.column, edge.row + 1)
    let share = (level - start) / (end - start)
    return edge.isHorizontal
      ? ChartPoint(x[edge.column] + share * (x[edge.column + 1] - x[edge.column]), y[edge.row])
      : ChartPoint(x[edge.column], y[edge.row] + share * (y[edge.row + 1] - y[edge.row]))
  }
}
