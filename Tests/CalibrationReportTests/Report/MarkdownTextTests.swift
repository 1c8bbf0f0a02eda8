import Testing

@testable import CalibrationReport

struct MarkdownTextTests {
  @Test
  func nothingMeansAnything() {
    #expect(MarkdownText.escaped("a_b*c|d<e>&\n#`") == "a\\_b\\*c\\|d&lt;e>&amp; \\#\\`")
  }

  @Test
  func fencesAreLongerThanWhatTheyHold() {
    #expect(MarkdownText.code("a") == "```\na\n```")
    #expect(MarkdownText.code("a```b") == "````\na```b\n````")
  }
}
