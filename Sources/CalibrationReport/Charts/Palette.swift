/// The colours of all inks on one background.
///
/// The series start from the colours of Okabe and Ito, moved until each has a contrast of at least 3 to
/// the background and all pairs stay apart in the simulations of protanopia, deuteranopia and
/// tritanopia of Machado, Oliveira and Fernandes (2009).
///
/// Source: Okabe and Ito, "Color Universal Design" (2008).
package struct Palette: Sendable, Hashable {
  /// The number of series with a colour of their own.
  package static let seriesCount = 7

  private let series: [SRGBColor]
  private let text: SRGBColor
  private let muted: SRGBColor
  private let grid: SRGBColor
  private let surface: SRGBColor
  private let diverging: [SRGBColor]
  private let sequential: [SRGBColor]

  /// The colours on white.
  package static let light = Palette(
    series: [0x0072B2, 0xD55E00, 0x00984F, 0xD46DA6, 0x895400, 0x4598D1, 0x4B2E83],
    text: 0x1B1F24,
    muted: 0x59616B,
    grid: 0xE3E6EA,
    surface: 0xFFFFFF,
    diverging: (0x0B5C94, 0xF3F4F6, 0xB84A00),
    sequential: (0x5E9FD3, 0x0A2A5E)
  )

  /// The colours on near-black.
  package static let dark = Palette(
    series: [0x56B4E9, 0xFF531F, 0x1EA469, 0xFF71AB, 0xF0E442, 0x2F65C5, 0x9976FF],
    text: 0xE8EAED,
    muted: 0xA3ABB5,
    grid: 0x2C3239,
    surface: 0x14171A,
    diverging: (0x5FB7EC, 0x252A30, 0xFF7A45),
    sequential: (0x3F74C9, 0xDCEBFF)
  )

  private init(
    series: [UInt32],
    text: UInt32,
    muted: UInt32,
    grid: UInt32,
    surface: UInt32,
    diverging: (UInt32, UInt32, UInt32),
    sequential: (UInt32, UInt32)
  ) {
    self.series = series.map { SRGBColor($0) }
    self.text = SRGBColor(text)
    self.muted = SRGBColor(muted)
    self.grid = SRGBColor(grid)
    self.surface = SRGBColor(surface)
    let half = Ink.divergingCount / 2
    let negative = SRGBColor(diverging.0)
    let neutral = SRGBColor(diverging.1)
    let positive = SRGBColor(diverging.2)
    self.diverging = (-half...half).map { step in
      neutral.mixed(with: step < 0 ? negative : positive, share: Double(abs(step)) / Double(half))
    }
    self.sequential = (0..<Ink.sequentialCount).map { step in
      SRGBColor(sequential.0).mixed(
        with: SRGBColor(sequential.1),
        share: Double(step) / Double(Ink.sequentialCount - 1)
      )
    }
  }

  /// The colour of an ink.
  package subscript(ink: Ink) -> SRGBColor {
    switch ink {
    case .series(let index): series[Ink.wrapped(index)]
    case .text: text
    case .muted: muted
    case .grid: grid
    case .surface: surface
    case .diverging(let value): diverging[Ink.step((value + 1) / 2, of: diverging.count)]
    case .sequential(let value): sequential[Ink.step(value, of: sequential.count)]
    }
  }
}

extension SRGBColor {
  /// The colour at a share of the way to another, channel by channel.
  fileprivate func mixed(with other: SRGBColor, share: Double) -> SRGBColor {
    func mix(_ start: UInt8, _ end: UInt8) -> UInt32 {
      UInt32((Double(start) + share * (Double(end) - Double(start))).rounded())
    }
    return SRGBColor(mix(red, other.red) << 16 | mix(green, other.green) << 8 | mix(blue, other.blue))
  }
}
