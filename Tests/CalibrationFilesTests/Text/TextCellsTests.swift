import TestSupport
import Testing

@testable import CalibrationFiles

/// RFC 4180, section 2.7: a double quote within a quoted field is written as two.
@Suite struct TextCellsTests {
  private func texts(_ line: String) -> [String]? {
    var line = line
    return line.withUTF8 { TextCells.texts(of: $0, separator: UInt8(ascii: ",")) }
  }

  @Test(arguments: [
    (#"a,"b ""c""",d"#, ["a", #"b "c""#, "d"]), (#""""","""","#, [#"""#, #"""#, ""]),
    (#"say ""hi"",x"#, [#"say ""hi"""#, "x"]), (#" "a,b" ,c"#, ["a,b", "c"]),
    (#""a ""b, c"" d","""e""""#, [#"a "b, c" d"#, #""e""#]),
  ])
  func doubledQuotesStandForOneInQuotesOnly(line: String, expected: [String]) {
    #expect(texts(line) == expected)
  }

  @Test func groupsAndClassNamesAreReadSo() throws {
    let folder = try TemporaryFolder()
    let text = #"""
      label,"the ""a""",b,c,source
      0,0.5,0.3,0.2,"say ""hi"""
      1,0.2,0.5,0.3,plain

      """#
    let input = try Input(
      contentsOf: try folder.file("quotes.csv", text),
      options: InputOptions(columns: 1..<4, labelColumn: 0, groupColumn: "source")
    )
    #expect(input.classNames == [#"the "a""#, "b", "c"])
    #expect(input.groups?.names == ["plain", #"say "hi""#])
  }
}
