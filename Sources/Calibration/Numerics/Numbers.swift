#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Numbers as people read them.
package enum Numbers {
  /// A number as C's `printf` prints it with a format for one `double`.
  package static func printed(_ format: String, _ value: Double) -> String {
    withVaList([value]) { arguments in
      // The longest of all, a number of 309 digits with all decimals that a caller asks for, is shorter.
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { text in
        let count = vsnprintf(text.baseAddress, text.count, format, arguments)
        return String(decoding: UnsafeRawBufferPointer(text).prefix(min(Int(count), text.count - 1)), as: UTF8.self)
      }
    }
  }

  package static func fixed(_ value: Double, _ digits: Int) -> String {
    let text = printed("%.\(digits)f", value)
    // A number that rounds to zero has no sign.
    return text.allSatisfy { "-0.".contains($0) }
      ? String(text.drop { $0 == "-" }) : text
  }

  /// A difference, with its sign.
  package static func signed(_ value: Double, _ digits: Int) -> String {
    let text = fixed(value, digits)
    return text.hasPrefix("-") ? text : "+\(text)"
  }

  /// A number with about four significant digits.
  package static func short(_ value: Double) -> String {
    let size = abs(value)
    if size != 0, size < 1e-3 || size >= 1e5 { return printed("%.3g", value) }
    return fixed(value, size < 10 ? 4 : size < 100 ? 3 : 2)
  }

  /// 5000 as `5,000`.
  package static func grouped(_ count: Int) -> String { grouped(digits: String(count)) }

  /// The digits of a whole number with thousands apart.
  package static func grouped(digits: String) -> String {
    var digits = Array(digits)
    var index = digits.count - 3
    while index > 0 {
      digits.insert(",", at: index)
      index -= 3
    }
    return String(digits)
  }

  /// A number without needless zeros: 0.5, 95.
  package static func plain(_ value: Double) -> String { printed("%g", value) }

  /// A length of time in at most six characters below 1000 seconds: <1 ms, 3 ms, 0.25 s, 1.2 s, 12 s.
  package static func duration(seconds: Double) -> String {
    if seconds < 0.001 { return "<1 ms" }
    // 99.5 ms would be three digits in either unit.
    if seconds < 0.0995 { return "\(fixed(1000 * seconds, 0)) ms" }
    return "\(fixed(seconds, seconds < 0.995 ? 2 : seconds < 9.95 ? 1 : 0)) s"
  }

  /// A probability with three decimals, or with as many as tell it from 0 and 1.
  package static func probability(_ value: Double) -> String {
    let distance = min(value, 1 - value)
    guard distance > 0, distance < 0.0005 else { return fixed(value, 3) }
    return distance < 1e-15
      ? plain(value) : fixed(value, min(17, 1 - Int(log10(distance).rounded(.down))))
  }

  package static func percent(_ value: Double, _ digits: Int = 2) -> String {
    fixed(100 * value, digits)
  }

  /// A count with its noun: 1 row, 2,400 rows.
  package static func counted(_ count: Int, _ noun: String) -> String {
    "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
  }

  /// A text made of numbers, with typographic minus signs; not for what users wrote, nor for dates.
  package static func typographic(_ text: String) -> String {
    text.replacing(/-([0-9])/) { "\u{2212}\($0.output.1)" }
  }
}
