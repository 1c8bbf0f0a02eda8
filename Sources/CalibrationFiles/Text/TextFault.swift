/// Why a line cannot be read.
struct TextFault: Sendable {
  enum Reason: Sendable {
    case notNumber(column: Int, text: String, separator: UInt8)
    case cellCount(found: Int, expected: Int)
    case quotes(column: Int)
  }

  let reason: Reason
  var row = 0
  var lineNumber = 0

  init(_ reason: Reason) {
    self.reason = reason
  }

  func error(at location: FileLocation) -> FileError {
    let place = "row \(row) (line \(lineNumber))"
    switch reason {
    case .notNumber(let column, "``", _):
      return location.badData("\(place), column \(column) is empty; fill it in or remove the row")
    case .notNumber(let column, let text, UInt8(ascii: ";")) where text.contains(","):
      return location.badData(
        "\(place), column \(column) holds \(text), which is no number; write a decimal point, not a comma"
      )
    case .notNumber(let column, let text, _):
      return location.badData(
        "\(place), column \(column) holds \(text), which is no number; fix the cell, or leave its column out with --columns A:B"
      )
    case .cellCount(let found, let expected):
      return location.badData("\(place) has \(found) cells, but the first line has \(expected); fix the row")
    case .quotes(let column):
      return location.badData("\(place), column \(column) has quotes that do not match; fix the quotes")
    }
  }
}
