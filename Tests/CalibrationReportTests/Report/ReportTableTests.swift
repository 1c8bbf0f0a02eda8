import Testing

@testable import CalibrationReport

struct ReportTableTests {
  private var table: ReportTable {
    var table = ReportTable("caption", header: ["name", "value"], isSortable: true)
    table.add([.init("a|b"), .init("0.5", value: 0.5, emphasis: .best)])
    table.add([.init("c"), .init("0.6", value: 0.625, emphasis: .tied)])
    return table
  }

  @Test
  func cellsOfAPageKeepTheirValues() {
    let html = table.html(label: "label").html
    #expect(html.contains("<td data-value=\"0.625\"><span class=\"tied\">0.6</span></td>"))
    #expect(html.contains("data-sortable"))
    #expect(html.contains("<th class=\"text\" scope=\"row\">a|b</th>"))
    #expect(html.contains("aria-label=\"label\""))
  }

  @Test
  func markdownMarksTheBest() {
    #expect(
      table.markdown == """
        caption

        | name | value |
        | :-- | --: |
        | a\\|b | **0.5**\\* |
        | c | 0.6= |
        """
    )
  }
}
