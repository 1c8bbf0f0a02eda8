import CMath
import Calibration

/// Numbers in drawings: the same text for the same number everywhere.
enum NumberText {
  /// A coordinate in pixels, to a hundredth, without needless zeros.
  static func coordinate(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let hundredths = Int((min(max(value, -1e7), 1e7) * 100).rounded())
    let size = hundredths.magnitude
    var text = "\(hundredths < 0 ? "-" : "")\(size / 100)"
    let rest = size % 100
    if rest != 0 { text += rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)" }
    return text
  }

  /// A number for people, with a typographic minus sign and thousands apart.
  static func fixed(_ value: Double, digits: Int) -> String {
    let text = Numbers.fixed(abs(value), max(digits, 0))
    let parts = text.split(separator: ".", maxSplits: 1)
    let whole = Numbers.grouped(digits: String(parts.first ?? "0"))
    let fraction = parts.count > 1 ? ".\(parts[1])" : ""
    // A number that rounds to zero has no sign.
    let isNegative = value < 0 && text.contains { $0 != "0" && $0 != "." }
    return (isNegative ? "\u{2212}" : "") + whole + fraction
  }

  /// A number for people with a few significant digits: 0.0123, 12.3, 1,230, 1.23e−7.
  static func short(_ value: Double, significant: Int = 3) -> String {
    guard value.isFinite else { return value.isNaN ? "–" : value < 0 ? "\u{2212}∞" : "∞" }
    guard value != 0 else { return "0" }
    let exponent = Int(log10(abs(value)).rounded(.down))
    guard (-4...6).contains(exponent) else {
      let mantissa = value / pow(10, Double(exponent))
      return "\(fixed(mantissa, digits: significant - 1))e\(fixed(Double(exponent), digits: 0))"
    }
    return fixed(value, digits: significant - 1 - exponent)
  }
}
