import Testing

@testable import CalibrationReport

@Suite struct HTMLNodeTests {
  @Test func elementsAreNested() {
    let node = HTMLNode.element(
      "ul",
      class: "a",
      id: "b",
      [.init("hidden")],
      [.element("li", text: "x"), .element("br")]
    )
    #expect(node.html == "<ul id=\"b\" class=\"a\" hidden><li>x</li><br></ul>")
  }

  @Test func whatMeansSomethingInHTMLIsEscaped() {
    let node = HTMLNode.element("p", [.init("title", "\"<&>'")], text: "<script>&'\"</script>")
    #expect(
      node.html
        == "<p title=\"&quot;&lt;&amp;&gt;&#39;\">&lt;script&gt;&amp;&#39;&quot;&lt;/script&gt;</p>"
    )
  }

  @Test func lineBreaksOfTextStay() {
    #expect(HTMLNode.element("pre", text: "a\nb\n").html == "<pre>a\nb\n</pre>")
  }

  @Test func markupIsLeftAsItIs() {
    #expect(HTMLNode.markup("<svg></svg>").html == "<svg></svg>")
  }
}
