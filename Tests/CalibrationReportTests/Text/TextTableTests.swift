import Testing

@testable import CalibrationReport

struct TextTableTests {
  private static let long = "top-label-histogram-equal-width|focal-structured-vector"

  private func table(_ names: [String], columns: Int) -> TextTable {
    var table = TextTable(header: ["method"] + (0..<columns).map { "metric\($0)" })
    for name in names {
      table.add([name] + (0..<columns).map { "\(name.count).\($0)000" })
    }
    return table
  }

  @Test func aTableThatFitsIsOneBlock() {
    let table = table(["a", "bb"], columns: 3)
    #expect(table.lines(width: 80) == table.lines())
    #expect(table.lines().count == 3)
  }

  @Test(arguments: [60, 80, 140])
  func columnsGoBelowAndNothingIsLost(width: Int) {
    let names = ["temperature", "focal-structured-vector", Self.long]
    let lines = table(names, columns: 14).lines(width: width)
    #expect(lines.allSatisfy { $0.count <= width }, "\(lines)")
    let text = lines.joined(separator: "\n")
    for name in names {
      // Once in each block, and never cut.
      #expect(lines.count { $0.hasPrefix(name) } == lines.count { $0.hasPrefix("method") })
      for column in 0..<14 { #expect(text.contains("\(name.count).\(column)000")) }
    }
  }

  @Test func blocksAreFilledEvenly() {
    // Six of the columns fit; four and four are more even than six and two.
    let lines = table(["temperature"], columns: 8).lines(width: 72)
    let headers = lines.filter { $0.hasPrefix("method") }
    #expect(headers.count == 2 && headers[0].count == headers[1].count)
  }

  @Test func joinedColumnsStayTogether() {
    var table = TextTable(header: ["method", "NLL", "interval", "ECE"])
    table.add(["temperature", "0.5000", "0.4000–0.6000", "0.0100"])
    let lines = table.lines(width: 34, joined: [2])
    #expect(lines[0].contains("NLL") && lines[0].contains("interval"))
    #expect(!lines[0].contains("ECE") && lines.contains { $0.contains("ECE") })
  }

  @Test func wordsAreWrappedBesideTheirColumns() {
    var table = TextTable(header: ["map", "parameters"], rightAligned: false)
    let words = Array(repeating: "γ = 0.5", count: 20).joined(separator: ", ")
    table.add(["temperature", words])
    table.add([Self.long, words])
    let lines = table.lines(wrappingLastColumnTo: 80)
    #expect(lines.allSatisfy { $0.count <= 80 }, "\(lines)")
    #expect(lines.contains(Self.long))
    let found = lines.joined(separator: " ").matches(of: /γ/).count
    #expect(found == 40)
  }
}

struct WrappedTextTests {
  @Test func linesBreakBetweenWords() {
    #expect(WrappedText.lines("a bb ccc", width: 4) == ["a bb", "ccc"])
    #expect(WrappedText.lines("a bb ccc", width: 80) == ["a bb ccc"])
    #expect(WrappedText.lines("", width: 80) == [])
    #expect(WrappedText.lines("a longword b", width: 4) == ["a", "longword", "b"])
  }

  @Test func otherLinesAreIndented() {
    #expect(WrappedText.lines("a bb cc", width: 6, indent: 2) == ["a bb", "  cc"])
    #expect(WrappedText.lines("a b c", width: 6, lead: "on  ") == ["on  a", "    b", "    c"])
  }

  @Test func percentSignsStayWithTheirNumbers() {
    #expect(WrappedText.lines("at 95 % now", width: 6) == ["at", "95 %", "now"])
  }
}
