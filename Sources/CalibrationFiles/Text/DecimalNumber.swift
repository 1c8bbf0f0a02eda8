import CMath

/// A decimal number as text writes it: ±mantissa · 10^exponent, or a special value.
struct DecimalNumber {
  private var isNegative = false
  private var mantissa: UInt64 = 0
  private var exponent = 0
  /// Whether digits beyond the nineteen of `mantissa` were left out.
  private var isCut = false
  private var special: Double?

  /// Reads the number that starts at an index.
  ///
  /// Understands digits with a decimal point and an exponent, `nan`, `inf` and `infinity`.
  ///
  /// - Returns: The number and the index after it; `nil` when there is none.
  @inline(__always)
  static func scan(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> (number: DecimalNumber, end: Int)? {
    var number = DecimalNumber()
    var index = start
    if index < text.count, isSign(text[index]) {
      number.isNegative = text[index] == UInt8(ascii: "-")
      index += 1
    }
    var digitCount = 0
    var significantCount = 0
    var isFraction = false
    while index < text.count {
      let digit = text[index] &- UInt8(ascii: "0")
      if digit < 10 {
        digitCount += 1
        if significantCount < 19 {
          number.mantissa = number.mantissa &* 10 &+ UInt64(digit)
          if number.mantissa != 0 { significantCount += 1 }
          if isFraction { number.exponent -= 1 }
        } else {
          number.isCut = true
          if !isFraction { number.exponent += 1 }
        }
      } else if text[index] == UInt8(ascii: "."), !isFraction {
        isFraction = true
      } else {
        break
      }
      index += 1
    }
    guard digitCount > 0 else { return isFraction ? nil : number.scanSpecial(text, from: index) }
    if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
      index = number.scanExponent(text, from: index)
    }
    return (number, index)
  }

  private static func isSign(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
  }

  /// Reads an exponent; returns `start` when its `e` is not followed by digits.
  private mutating func scanExponent(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start + 1
    var isMinus = false
    if index < text.count, Self.isSign(text[index]) {
      isMinus = text[index] == UInt8(ascii: "-")
      index += 1
    }
    let firstDigit = index
    var value = 0
    while index < text.count {
      let digit = text[index] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      value = min(value * 10 + Int(digit), 1_000_000)
      index += 1
    }
    guard index > firstDigit else { return start }
    exponent += isMinus ? -value : value
    return index
  }

  private func scanSpecial(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> (number: DecimalNumber, end: Int)? {
    for (word, value) in [("nan", Double.nan), ("infinity", .infinity), ("inf", .infinity)] {
      let count = word.utf8.count
      guard text.count - start >= count,
        zip(text[start..<(start + count)], word.utf8).allSatisfy({ $0 | 0x20 == $1 })
      else { continue }
      var number = self
      number.special = value
      return (number, start + count)
    }
    return nil
  }

  /// The nearest `Float`; ±∞ beyond its range.
  ///
  /// - Parameter text: What the number was read from.
  @inline(__always)
  func float(text: Slice<UnsafeBufferPointer<UInt8>>) -> Float {
    if let special { return Float(isNegative ? -special : special) }
    if mantissa == 0 { return isNegative ? -0.0 : 0 }
    // A mantissa of up to twenty digits is then certainly out of Float's range.
    if exponent > 40 { return isNegative ? -.infinity : .infinity }
    if exponent < -70 { return isNegative ? -0.0 : 0 }
    let magnitude = Double(mantissa) * Self.powersOfTen[exponent + 70]
    // At most four roundings of half a unit each: if this much more and this much less make the
    // same Float, it is the nearest one. Otherwise the number is almost in the middle of two.
    let low = Float(magnitude * (1 - 0x1p-50))
    let high = Float(magnitude * (1 + 0x1p-50))
    if low == high { return isNegative ? -low : low }
    return Float(String(decoding: text, as: UTF8.self)) ?? .nan
  }

  /// The nearest `Double`; ±∞ beyond its range.
  ///
  /// - Parameter text: What the number was read from.
  func double(text: Slice<UnsafeBufferPointer<UInt8>>) -> Double {
    if let special { return isNegative ? -special : special }
    // Both factors are exact, so the result is rounded only once.
    if !isCut, mantissa <= 1 << 53, abs(exponent) <= 22 {
      let power = Self.powersOfTen[70 + abs(exponent)]
      let magnitude = exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power
      return isNegative ? -magnitude : magnitude
    }
    return Double(String(decoding: text, as: UTF8.self)) ?? .nan
  }

  private static let powersOfTen: [Double] = (-70...40).map { pow(10, Double($0)) }
}
