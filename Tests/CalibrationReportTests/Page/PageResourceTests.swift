import Testing

@testable import CalibrationReport

@Suite struct PageResourceTests {
  @Test func modulesAreJoinedWithoutImportsAndExports() {
    let module = "import { a } from \"./a.js\";\nexport function b() {\n  return \"export \";\n}\n"
    #expect(PageResource.inlined(module) == "function b() {\n  return \"export \";\n}\n")
    for line in PageResource.script.split(separator: "\n") {
      #expect(!line.hasPrefix("import ") && !line.hasPrefix("export "), "\(line)")
    }
  }

  /// All modules become one scope, in which a name can be declared once.
  @Test func modulesShareNoNames() {
    let names = PageResource.script.split(separator: "\n").compactMap { line -> Substring? in
      let words = line.split { " (=".contains($0) }
      guard let first = words.first, !line.hasPrefix(" "), words.count > 1 else { return nil }
      return ["function", "const", "let", "class"].contains(first) ? words[1] : nil
    }
    #expect(names.count > 20)
    #expect(Set(names).count == names.count)
  }

  /// An end tag within a script would end it.
  @Test func scriptsHoldNoEndTag() {
    #expect(!PageResource.script.contains("</script"))
    #expect(!PageResource.earlyScript.contains("</script"))
  }

  /// Charts lie in the page without a seam.
  @Test func thePageHasTheColoursOfTheCharts() {
    let inks: [Ink] = [.surface, .text, .muted]
    for (ink, name) in zip(inks, ["surface", "text", "muted"]) {
      let pair = [Palette.light, .dark].map { $0[ink].hexadecimal }.joined(separator: ", ")
      #expect(PageResource.styleSheet.contains("--\(name): light-dark(\(pair));"))
    }
  }
}
