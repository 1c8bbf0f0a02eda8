import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What a parser of XML finds in a document: names of elements with their numbers, and all text.
struct ParsedXML {
  fileprivate(set) var elements: [String: Int] = [:]
  fileprivate(set) var text = ""
}

/// Parses a document; a document that is not well formed is an error.
func parsed(_ document: String) throws -> ParsedXML {
  let collector = Collector()
  let parser = XMLParser(data: Data(document.utf8))
  parser.delegate = collector
  let isWellFormed = parser.parse()
  try #require(isWellFormed, "line \(parser.lineNumber): \(String(describing: parser.parserError))")
  return collector.found
}

private final class Collector: NSObject, XMLParserDelegate {
  var found = ParsedXML()

  func parser(
    _ parser: XMLParser,
    didStartElement elementName: String,
    namespaceURI: String?,
    qualifiedName qName: String?,
    attributes attributeDict: [String: String] = [:]
  ) {
    found.elements[elementName, default: 0] += 1
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    found.text += string
  }
}
