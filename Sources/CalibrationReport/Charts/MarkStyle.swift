/// How a mark is drawn.
public struct MarkStyle: Sendable, Hashable {
  /// The form of a point.
  public enum Symbol: Sendable, Hashable, CaseIterable {
    /// A disc.
    case circle
    /// A square on its side.
    case square
    /// A square on its corner.
    case diamond
    /// A triangle that points up.
    case triangle
    /// Two crossed lines.
    case cross
    /// A ring.
    case ring
  }

  /// What it is drawn with.
  public var ink: Ink
  /// The width of lines in pixels.
  public var width: Double
  /// Lengths in pixels of dashes and gaps; empty for a line without gaps.
  public var dashes: [Double]
  /// How much of the ink is put on, in [0, 1].
  public var opacity: Double
  /// The form of points.
  public var symbol: Symbol
  /// Half the size of points, in pixels.
  public var radius: Double

  /// A style; a line of 2 pixels by default.
  public init(
    ink: Ink = .series(0),
    width: Double = 2,
    dashes: [Double] = [],
    opacity: Double = 1,
    symbol: Symbol = .circle,
    radius: Double = 3.5
  ) {
    self.ink = ink
    self.width = width
    self.dashes = dashes
    self.opacity = opacity
    self.symbol = symbol
    self.radius = radius
  }

  /// The style of one of several series, counted from 0: distinguished by colour, and by dashes and symbols
  /// where colours are not seen.
  public static func series(_ index: Int, width: Double = 2) -> MarkStyle {
    let dashes: [[Double]] = [[], [7, 3], [2, 2.5], [9, 3, 2, 3]]
    let symbols = Symbol.allCases
    let place = max(index, 0)
    return MarkStyle(
      ink: .series(place),
      width: width,
      dashes: dashes[place % dashes.count],
      symbol: symbols[place % symbols.count]
    )
  }
}
