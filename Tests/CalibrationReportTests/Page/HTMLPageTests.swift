import Testing

@testable import CalibrationReport

@Suite struct HTMLPageTests {
  private let page = HTMLPage(
    title: "A <title>",
    summary: "What \"it\" says",
    content: [.element("p", text: "content")],
    version: "1.2.3"
  )

  @Test func titleAndSummaryAreEscaped() {
    #expect(page.html.contains("<title>A &lt;title&gt;</title>"))
    #expect(page.html.contains("content=\"What &quot;it&quot; says\""))
    #expect(page.html.contains("<h1>A &lt;title&gt;</h1>"))
  }

  /// The button does nothing without scripts, which show it.
  @Test func theThemeButtonIsHiddenAtFirst() {
    #expect(page.html.contains("<button class=\"theme\" type=\"button\" hidden>"))
  }

  @Test func theVersionStandsAtTheEnd() {
    #expect(page.html.contains("Made by calibrate 1.2.3."))
    let other = HTMLPage(title: "a", summary: "b", content: [])
    #expect(!other.html.contains("Made by"))
  }

  @Test func nothingIsLoadedFromElsewhere() {
    for part in ["http://", "https://", " src=", "@import", "url(http"] {
      #expect(!page.html.contains(part), "\(part)")
    }
  }
}
