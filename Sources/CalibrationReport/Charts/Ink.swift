/// What a mark is drawn with; which colour that is depends on the appearance, light or dark.
public enum Ink: Sendable, Hashable {
  /// One of several things that are compared, counted from 0; after `Palette.seriesCount` the colours
  /// repeat.
  case series(Int)
  /// Titles and whatever is read first.
  case text
  /// Labels, axes and references.
  case muted
  /// Lines of the grid.
  case grid
  /// The background.
  case surface
  /// A signed quantity from −1 to 1, 0 near the background.
  case diverging(Double)
  /// A quantity from 0 to 1, rising away from the background.
  case sequential(Double)

  /// The steps of ``diverging(_:)``.
  static let divergingCount = 11
  /// The steps of ``sequential(_:)``.
  static let sequentialCount = 8

  /// A name for classes and variables of CSS; inks of one name have one colour.
  var name: String {
    switch self {
    case .series(let index): "series-\(Self.wrapped(index) + 1)"
    case .text: "text"
    case .muted: "muted"
    case .grid: "grid"
    case .surface: "surface"
    case .diverging(let value):
      "diverging-\(Self.step((value + 1) / 2, of: Self.divergingCount) + 1)"
    case .sequential(let value): "sequential-\(Self.step(value, of: Self.sequentialCount) + 1)"
    }
  }

  /// One ink of each name.
  static let all: [Ink] =
    [.text, .muted, .grid, .surface] + (0..<Palette.seriesCount).map { .series($0) }
    + (0..<divergingCount).map { .diverging(2 * Double($0) / Double(divergingCount - 1) - 1) }
    + (0..<sequentialCount).map { .sequential(Double($0) / Double(sequentialCount - 1)) }

  static func wrapped(_ index: Int) -> Int {
    let rest = index % Palette.seriesCount
    return rest < 0 ? rest + Palette.seriesCount : rest
  }

  /// The step that a share in [0, 1] falls on; shares beyond are those at the ends.
  static func step(_ share: Double, of count: Int) -> Int {
    guard share.isFinite else { return share == .infinity ? count - 1 : 0 }
    return min(max(Int((min(max(share, 0), 1) * Double(count - 1)).rounded()), 0), count - 1)
  }
}
