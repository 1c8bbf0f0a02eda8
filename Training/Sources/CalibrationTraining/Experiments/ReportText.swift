import Foundation

/// Numbers and tables of reports, as people read them.
enum ReportText {
  /// A number with a minus as printed; one that rounds to zero has no sign.
  static func fixed(_ value: Double, _ digits: Int) -> String {
    let text = String(format: "%.\(digits)f", value)
    let isZero = text.allSatisfy { "-0.".contains($0) }
    return text.replacing("-", with: isZero ? "" : "−")
  }

  static func percent(_ value: Double) -> String { fixed(100 * value, 2) }

  /// In percent, with its sign.
  static func signedPercent(_ value: Double) -> String {
    let text = percent(value)
    let hasSign = text.hasPrefix("−") || text.allSatisfy { "0.".contains($0) }
    return hasSign ? text : "+\(text)"
  }

  /// Mean and deviation, each as `text` says.
  static func summary(_ summary: MeanAndDeviation, _ text: (Double) -> String) -> String {
    let deviation = summary.deviation.map { " ± \(text($0))" } ?? ""
    return text(summary.mean) + deviation
  }

  /// A table of Markdown: the first columns flush left, the others flush right.
  static func table(_ header: [String], leftColumns: Int, rows: [[String]]) -> [String] {
    let rules = header.indices.map { $0 < leftColumns ? "---" : "---:" }
    return ([header, rules] + rows).map { "| \($0.joined(separator: " | ")) |" }
  }
}
