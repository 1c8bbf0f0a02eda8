import CMath

/// A colour of eight bits per channel in the sRGB colour space.
package struct SRGBColor: Sendable, Hashable {
  /// The red channel.
  package let red: UInt8
  /// The green channel.
  package let green: UInt8
  /// The blue channel.
  package let blue: UInt8

  /// Takes a colour as `0xRRGGBB`; higher bits are ignored.
  package init(_ code: UInt32) {
    red = UInt8(truncatingIfNeeded: code >> 16)
    green = UInt8(truncatingIfNeeded: code >> 8)
    blue = UInt8(truncatingIfNeeded: code)
  }

  /// The colour as CSS and SVG write it, `#rrggbb`.
  package var hexadecimal: String {
    "#"
      + [red, green, blue].map { channel in
        let digits = String(channel, radix: 16)
        return digits.count == 1 ? "0\(digits)" : digits
      }.joined()
  }

  /// The channels as shares of the light they stand for, in [0, 1].
  var linear: SIMD3<Double> {
    func light(_ channel: UInt8) -> Double {
      let share = Double(channel) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return SIMD3(light(red), light(green), light(blue))
  }

  /// The relative luminance, in [0, 1], as WCAG 2.2 defines it.
  package var relativeLuminance: Double {
    (linear * SIMD3(0.2126, 0.7152, 0.0722)).sum()
  }

  /// The contrast ratio of two colours, in [1, 21], as WCAG 2.2 defines it.
  ///
  /// Text needs 4.5, marks that carry meaning need 3.
  package func contrast(to other: SRGBColor) -> Double {
    let luminances = [relativeLuminance, other.relativeLuminance].sorted()
    return (luminances[1] + 0.05) / (luminances[0] + 0.05)
  }
}
