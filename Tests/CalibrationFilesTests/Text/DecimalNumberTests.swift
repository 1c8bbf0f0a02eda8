import TestSupport
import Testing

@testable import CalibrationFiles

private func scanned(_ text: String) -> (number: DecimalNumber, rest: Int)? {
  var text = text
  return text.withUTF8 { bytes in
    DecimalNumber.scan(bytes, from: 0).map { ($0.number, bytes.count - $0.end) }
  }
}

private func float(_ text: String) -> Float? {
  scanned(text).flatMap { number, rest in
    var text = text
    return rest == 0 ? text.withUTF8 { number.float(text: $0[...]) } : nil
  }
}

private func double(_ text: String) -> Double? {
  scanned(text).flatMap { number, rest in
    var text = text
    return rest == 0 ? text.withUTF8 { number.double(text: $0[...]) } : nil
  }
}

/// A number as Swift writes it, or with digits at random.
private func randomText(using generator: inout SeededGenerator) -> String {
  switch Int.random(in: 0..<4, using: &generator) {
  case 0: return "\(Float(bitPattern: generator.next32()))"
  case 1: return "\(Double(bitPattern: generator.next()))"
  case 2: return "\(Double.random(in: -1...1, using: &generator))"
  default:
    let digits = (0..<Int.random(in: 1...30, using: &generator))
      .map { _ in String(Int.random(in: 0...9, using: &generator)) }.joined()
    return "-0.\(digits)e\(Int.random(in: -60...60, using: &generator))"
  }
}

extension SeededGenerator {
  fileprivate mutating func next32() -> UInt32 { UInt32(truncatingIfNeeded: next()) }
}

@Test func `Numbers are rounded as the standard library rounds them`() {
  let seed: UInt64 = 20_240_801
  var generator = SeededGenerator(seed: seed)
  for _ in 0..<20_000 {
    let text = randomText(using: &generator)
    // Swift writes some NaNs with their payload.
    guard let expected = Double(text), !expected.isNaN else { continue }
    #expect(double(text) == expected, "seed \(seed), \(text)")
    #expect(float(text) == Float(text), "seed \(seed), \(text)")
  }
}

@Test(
  arguments: [
    // Just above, on and below the middle between 1 and the next Float, and around the smallest.
    "1.00000005960464477539062500001", "1.000000059604644775390625",
    "1.00000005960464477539062499999", "7.006492321624085e-46", "7.0064923216240862e-46",
    "1.1754943508222875e-38", "3.4028235677973366e38", "3.4028235677973362e38",
    "00000000000000000000000000001.5", "0.000000000000000000000000000000000000000000001e45",
    "123456789012345678901234567890", "1e-400", "1e400", "-1e400", "0e999999999999999999999",
  ]
)
func `Hard numbers are rounded to the nearest`(_ text: String) throws {
  #expect(float(text) == Float(text))
  #expect(double(text) == Double(text))
}

@Test func `Every form of a number is read`() throws {
  for (text, value) in [
    ("7", 7), ("+7", 7), ("-7.", -7), (".5", 0.5), ("-.5e1", -5), ("5E-1", 0.5), ("1e+2", 100),
    ("inf", Float.infinity), ("-Infinity", -.infinity), ("INF", .infinity),
  ] {
    #expect(float(text) == value, "\(text)")
  }
  #expect(try #require(float("NaN")).isNaN)
  #expect(try #require(double("-nan")).isNaN)
  #expect(try #require(float("-0")).sign == .minus)
}

@Test(
  arguments: ["", "-", "+", ".", "-.", "e5", ".e5", "--1", "1.2.3", "1e", "1e+", "0x10", "1_0"]
    + ["nano", "in", "infinit", "1,5", "１"]
)
func `What is no number is not read to its end`(_ text: String) {
  #expect(float(text) == nil)
}
