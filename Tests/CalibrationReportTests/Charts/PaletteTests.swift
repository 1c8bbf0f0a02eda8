import Foundation
import Testing

@testable import CalibrationReport

@Suite struct PaletteTests {
  static let palettes = [Palette.light, .dark]

  @Test func contrastOfKnownColours() {
    #expect(SRGBColor(0x000000).contrast(to: SRGBColor(0xFFFFFF)) == 21)
    #expect(SRGBColor(0x336699).contrast(to: SRGBColor(0x336699)) == 1)
    // The grey that is known as the lightest of contrast 4.5 on white.
    #expect(abs(SRGBColor(0x767676).contrast(to: SRGBColor(0xFFFFFF)) - 4.54) < 0.005)
    #expect(SRGBColor(0x0A00FF).hexadecimal == "#0a00ff")
  }

  @Test(arguments: palettes) func marksAndTextStandOutFromTheBackground(palette: Palette) {
    for index in 0..<Palette.seriesCount {
      #expect(palette[.series(index)].contrast(to: palette[.surface]) >= 3, "series \(index)")
    }
    for ink in [Ink.text, .muted] {
      #expect(palette[ink].contrast(to: palette[.surface]) >= 4.5, "\(ink)")
    }
    for ink in [Ink.diverging(-1), .diverging(1), .sequential(1)] {
      #expect(palette[ink].contrast(to: palette[.surface]) >= 3, "\(ink)")
    }
  }

  /// Simulations of Machado, Oliveira and Fernandes (2009) at full severity, row by row, on linear RGB.
  static let visions: [(name: String, rows: [SIMD3<Double>])] = [
    ("full", [SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)]),
    (
      "protanopia",
      [
        SIMD3(0.152286, 1.052583, -0.204868), SIMD3(0.114503, 0.786281, 0.099216),
        SIMD3(-0.003882, -0.048116, 1.051998),
      ]
    ),
    (
      "deuteranopia",
      [
        SIMD3(0.367322, 0.860646, -0.227968), SIMD3(0.280085, 0.672501, 0.047413),
        SIMD3(-0.011820, 0.042940, 0.968881),
      ]
    ),
    (
      "tritanopia",
      [
        SIMD3(1.255528, -0.076749, -0.178779), SIMD3(-0.078411, 0.930809, 0.147602),
        SIMD3(0.004733, 0.691367, 0.303900),
      ]
    ),
  ]

  @Test(arguments: palettes) func seriesStayApartForColourBlindReaders(palette: Palette) {
    for vision in Self.visions {
      let seen = (0..<Palette.seriesCount).map { index in
        let light = palette[.series(index)].linear
        return okLab(
          SIMD3(
            (vision.rows[0] * light).sum(),
            (vision.rows[1] * light).sum(),
            (vision.rows[2] * light).sum()
          ).clamped(lowerBound: .zero, upperBound: .one)
        )
      }
      for first in seen.indices {
        for second in seen.indices where first < second {
          let difference = seen[first] - seen[second]
          // Three times what can just be distinguished, which is about 0.02 in this space.
          #expect((difference * difference).sum().squareRoot() > 0.06, "series \(first) and \(second), \(vision.name)")
        }
      }
    }
  }

  /// Ottosson's Oklab, where distances are about those that people see.
  private func okLab(_ light: SIMD3<Double>) -> SIMD3<Double> {
    func product(_ rows: [SIMD3<Double>], _ vector: SIMD3<Double>) -> SIMD3<Double> {
      SIMD3((rows[0] * vector).sum(), (rows[1] * vector).sum(), (rows[2] * vector).sum())
    }
    let cones = product(
      [
        SIMD3(0.4122214708, 0.5363325363, 0.0514459929),
        SIMD3(0.2119034982, 0.6806995451, 0.1073969566),
        SIMD3(0.0883024619, 0.2817188376, 0.6299787005),
      ],
      light
    )
    let roots = SIMD3(cbrt(cones.x), cbrt(cones.y), cbrt(cones.z))
    return product(
      [
        SIMD3(0.2104542553, 0.7936177850, -0.0040720468),
        SIMD3(1.9779984951, -2.4285922050, 0.4505937099),
        SIMD3(0.0259040371, 0.7827717662, -0.8086757660),
      ],
      roots
    )
  }
}
