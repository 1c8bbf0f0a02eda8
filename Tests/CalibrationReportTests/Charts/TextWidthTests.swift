import Testing

@testable import CalibrationReport

@Suite struct TextWidthTests {
  @Test func truncatedTextFits() {
    for width in stride(from: 20.0, through: 200, by: 9) {
      let text = TextWidth.truncated("Wirbellose Tiere & \u{1F600} Übriges", to: width, size: 11)
      #expect(TextWidth.of(text, size: 11) <= width)
    }
    #expect(TextWidth.truncated("cat", to: 100, size: 11) == "cat")
  }

  @Test func wrappedLinesFitAndKeepAllWords() {
    let text = "confidence and accuracy of a network, before and after calibration"
    for width in stride(from: 90.0, through: 400, by: 31) {
      let lines = TextWidth.wrapped(text, to: width, size: 12)
      #expect(lines.joined(separator: " ") == text)
      #expect(lines.allSatisfy { TextWidth.of($0, size: 12) <= width })
    }
    #expect(TextWidth.wrapped("", to: 100, size: 12).isEmpty)
  }
}
