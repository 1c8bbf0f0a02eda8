import Calibration

/// Reliability diagrams in text, side by side: accuracy against confidence, and under each the rows by
/// confidence.
///
/// A panel is 34 columns wide and 15 lines high. With Unicode the curve through the bins is drawn in Braille dots, two by
/// four to a character, and the diagonal is dotted; in ASCII bins are `o` and the diagonal is `.`. Bins of fewer
/// than ten rows are left out of the curve: without intervals their noise would be taken for miscalibration.
public struct TextReliabilityDiagram: Sendable, Hashable {
  /// The characters that a terminal shows.
  public enum Characters: Sendable, Hashable {
    /// Those of ASCII.
    case ascii
    /// Braille and block characters too.
    case unicode
  }

  /// The models, from left to right; of each the name and the bins are shown.
  public var curves: [ReliabilityDiagram.Curve]
  /// The characters to draw with.
  public var characters: Characters
  /// Whether curves are coloured and the diagonal is dimmed, by the escape sequences of ECMA-48.
  public var hasColors: Bool

  /// A diagram.
  public init(curves: [ReliabilityDiagram.Curve], characters: Characters = .unicode, hasColors: Bool = false) {
    self.curves = curves
    self.characters = characters
    self.hasColors = hasColors
  }

  /// The lines of the diagram in a terminal of some width: panels that do not fit go below.
  public func lines(width: Int = 80) -> [String] {
    let perRow = max(1, (width + Self.gap) / (Self.panelWidth + Self.gap))
    return stride(from: 0, to: curves.count, by: perRow).flatMap { first -> [String] in
      let panels = curves[first..<min(first + perRow, curves.count)].map(panel)
      let rows = (panels.first ?? []).indices.map { line in
        Self.joined(panels.map { $0[line] })
      }
      return first == 0 ? rows : [""] + rows
    }
  }

  // MARK: Panels

  private static let columns = 30
  private static let rows = 12
  private static let axisWidth = 4
  private static let panelWidth = axisWidth + columns
  private static let gap = 3

  /// A line of a panel, and how many columns it takes without its escape sequences.
  private struct Line {
    var text = ""
    var width = 0

    mutating func append(_ part: String, escape: String? = nil) {
      text += escape.map { "\u{1B}[\($0)m\(part)\u{1B}[0m" } ?? part
      width += part.count
    }
  }

  private static func joined(_ lines: [Line]) -> String {
    var text = ""
    for (index, line) in lines.enumerated() {
      text += line.text
      if index + 1 < lines.count {
        text += String(repeating: " ", count: panelWidth + gap - line.width)
      }
    }
    return text
  }

  private func panel(_ curve: ReliabilityDiagram.Curve) -> [Line] {
    var title = Line()
    let error = "  ECE \(NumberText.fixed(curve.bins.calibrationError(), digits: 4))"
    title.append(String(curve.name.prefix(Self.panelWidth - error.count)) + error)
    let canvas = Canvas(curve.bins)
    let plot = (0..<Self.rows).map { row in
      var line = Line()
      let label = [0: "1.0", Self.rows / 2: "0.5", Self.rows - 1: "0.0"][row] ?? "   "
      line.append(label + (characters == .unicode ? "│" : "|"))
      for column in 0..<Self.columns { append(canvas, column, row, to: &line) }
      return line
    }
    var shares = Line()
    shares.append("rows" + histogram(curve.bins))
    var axis = Line()
    axis.append("    0.0       confidence       1.0")
    return [title] + plot + [shares, axis]
  }

  private func append(_ canvas: Canvas, _ column: Int, _ row: Int, to line: inout Line) {
    let curve = canvas.curve.character(column, row)
    let diagonal = canvas.diagonal.character(column, row)
    let escape = curve > 0 ? "36" : diagonal > 0 ? "2" : nil
    let text =
      switch characters {
      case .unicode: Self.braille(curve | diagonal)
      case .ascii:
        canvas.bins.character(column, row) > 0 ? "o" : diagonal > 0 ? "." : " "
      }
    line.append(text, escape: hasColors ? escape : nil)
  }

  private static func braille(_ dots: UInt32) -> String {
    guard dots > 0, let scalar = Unicode.Scalar(0x2800 + dots) else { return " " }
    return String(Character(scalar))
  }

  /// The weight of the bin at each column, relative to the largest.
  private func histogram(_ table: ReliabilityTable) -> String {
    let heights = Array(characters == .unicode ? "▁▂▃▄▅▆▇█" : ".:-=+*#@")
    let largest = table.bins.map(\.weight).max() ?? 0
    guard largest > 0 else { return "" }
    return String(
      (0..<Self.columns).map { column -> Character in
        let place = (Double(column) + 0.5) / Double(Self.columns)
        guard let bin = table.bins.first(where: { $0.upperEdge >= place }), bin.weight > 0
        else { return " " }
        let step = Int(bin.weight / largest * Double(heights.count))
        return heights[min(step, heights.count - 1)]
      }
    )
  }

  // MARK: Dots

  /// What is drawn, in dots.
  private struct Canvas {
    var diagonal = Dots()
    var curve = Dots()
    private static let leastCount = 10.0

    /// The bins alone, without the lines between them.
    var bins = Dots()

    init(_ table: ReliabilityTable) {
      let last = Dots.width - 1
      // Every third dot, so that it differs from the curve.
      for x in stride(from: 0, through: last, by: 3) {
        diagonal.set(x, x * (Dots.height - 1) / last)
      }
      var before: (x: Int, y: Int)?
      for bin in table.bins {
        guard bin.weight >= Self.leastCount, let confidence = bin.meanConfidence,
          let accuracy = bin.accuracy
        else { continue }
        let dot = (x: Dots.place(confidence, Dots.width), y: Dots.place(accuracy, Dots.height))
        bins.set(dot.x, dot.y)
        curve.draw(from: before ?? dot, to: dot)
        before = dot
      }
    }
  }

  /// Dots of the size of those in Braille characters, counted from the lower left corner.
  private struct Dots {
    static let width = 2 * columns
    static let height = 4 * rows

    private var isSet = [Bool](repeating: false, count: width * height)

    static func place(_ share: Double, _ count: Int) -> Int {
      min(max(Int(share * Double(count)), 0), count - 1)
    }

    mutating func set(_ x: Int, _ y: Int) { isSet[y * Self.width + x] = true }

    mutating func draw(from start: (x: Int, y: Int), to end: (x: Int, y: Int)) {
      let steps = max(abs(end.x - start.x), abs(end.y - start.y), 1)
      for step in 0...steps {
        let share = Double(step) / Double(steps)
        set(
          start.x + Int((share * Double(end.x - start.x)).rounded()),
          start.y + Int((share * Double(end.y - start.y)).rounded())
        )
      }
    }

    /// The dots of a character, as Unicode numbers those of Braille; the top row is the first.
    func character(_ column: Int, _ row: Int) -> UInt32 {
      let bits: [[UInt32]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
      var dots: UInt32 = 0
      for (line, pair) in bits.enumerated() {
        for (side, bit) in pair.enumerated() {
          let y = Self.height - 1 - (4 * row + line)
          if isSet[y * Self.width + 2 * column + side] { dots |= bit }
        }
      }
      return dots
    }
  }
}
