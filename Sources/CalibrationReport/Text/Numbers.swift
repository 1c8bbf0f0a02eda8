import Calibration
import Foundation

/// Numbers as people read them.
package enum Numbers {
  package static func fixed(_ value: Double, _ digits: Int) -> String {
    let text = String(format: "%.\(digits)f", value)
    // A number that rounds to zero has no sign.
    return text.allSatisfy { "-0.".contains($0) }
      ? text.replacingOccurrences(of: "-", with: "") : text
  }

  /// A difference, with its sign.
  package static func signed(_ value: Double, _ digits: Int) -> String {
    let text = fixed(value, digits)
    return text.hasPrefix("-") ? text : "+\(text)"
  }

  /// A number with about four significant digits.
  package static func short(_ value: Double) -> String {
    let size = abs(value)
    if size != 0, size < 1e-3 || size >= 1e5 { return String(format: "%.3g", value) }
    return fixed(value, size < 10 ? 4 : size < 100 ? 3 : 2)
  }

  /// 5000 as `5,000`.
  package static func grouped(_ count: Int) -> String {
    var digits = Array(String(count))
    var index = digits.count - 3
    while index > 0 {
      digits.insert(",", at: index)
      index -= 3
    }
    return String(digits)
  }

  /// A number without needless zeros: 0.5, 95.
  package static func plain(_ value: Double) -> String { String(format: "%g", value) }

  /// A length of time in at most six characters below 1000 seconds: <1 ms, 3 ms, 0.25 s, 1.2 s, 12 s.
  package static func duration(seconds: Double) -> String {
    if seconds < 0.001 { return "<1 ms" }
    // 99.5 ms would be three digits in either unit.
    if seconds < 0.0995 { return "\(fixed(1000 * seconds, 0)) ms" }
    return "\(fixed(seconds, seconds < 0.995 ? 2 : seconds < 9.95 ? 1 : 0)) s"
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

extension Metric {
  /// A value with the unit of the metric's column: the accuracy in percent, others as they are.
  package func text(_ value: Double) -> String {
    switch self {
    case .accuracy, .meanConfidence: Numbers.percent(value)
    default: Numbers.fixed(value, 4)
    }
  }

  /// Both ends of an interval.
  package func text(_ interval: ConfidenceInterval) -> String { interval.text(text) }

  /// The heading of the metric's column.
  package var heading: String {
    switch self {
    case .accuracy, .meanConfidence: "\(name) %"
    default: name
    }
  }
}

extension SlowMetric {
  /// The decimals that show what matters: the squared kernel calibration error is a square.
  var digits: Int { self == .squaredKernelCalibrationError ? 6 : 4 }

  /// A value.
  package func text(_ value: Double) -> String { Numbers.fixed(value, digits) }

  /// Both ends of an interval.
  package func text(_ interval: ConfidenceInterval) -> String { interval.text(text) }
}

extension ConfidenceInterval {
  /// Both ends in a column of numbers; a minus sign keeps its own place.
  fileprivate func text(_ number: (Double) -> String) -> String {
    "\(number(lower))\(lower < 0 ? " to " : "–")\(number(upper))"
  }
}

extension FittedParameter {
  /// The parameter as `T = 1.866 ± 0.067`.
  package var text: String {
    let error = standardError.map { " ± \(Numbers.short($0))" } ?? ""
    return "\(symbol) = \(Numbers.short(value))\(error)"
  }

  /// The parameter without its error.
  package var shortText: String {
    let isSmall = value != 0 && abs(value) < 0.0005
    return "\(symbol) = \(isSmall ? Numbers.short(value) : Numbers.fixed(value, 3))"
  }

  private var symbol: String {
    switch name {
    case "temperature": "T"
    case "gamma": "γ"
    default: name
    }
  }
}

extension [FittedParameter] {
  /// The named parameters, or how many numbers the map has where there are more than a line takes.
  package func text(
    parameterCount count: Int,
    most: Int = 6,
    _ text: KeyPath<FittedParameter, String> = \.text
  ) -> String {
    guard !isEmpty, self.count <= most else { return Numbers.counted(count, "parameter") }
    let named = map { $0[keyPath: text] }.joined(separator: ", ")
    let others = count - self.count { !$0.isSetting }
    return others > 0 ? "\(named), \(others) more" : named
  }
}
