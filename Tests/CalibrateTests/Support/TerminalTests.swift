import Calibration
import TestSupport
import Testing

@testable import calibrate

@Suite struct TerminalTests {
  private func drawn(_ environment: [String: String]) throws -> String {
    let rows = try EvaluatedRows(on: try Samples.labeled(rows: 90))
    return Terminal(width: 80, environment: environment)
      .reliability([.init("raw", bins: try ReliabilityTable(equalWidth: rows))])
  }

  @Test(arguments: [
    ["LANG": "de_DE.UTF-8"], ["LC_CTYPE": "C.utf8", "LANG": "C"], ["LC_ALL": "C.UTF-8"],
  ])
  func unicodeWhereTheLocaleHasIt(environment: [String: String]) throws {
    #expect(try drawn(environment).contains("│"))
  }

  @Test(arguments: [
    [:], ["LANG": "C"], ["LC_ALL": "POSIX", "LANG": "de_DE.UTF-8"],
    ["LC_ALL": "", "LANG": "de_DE.ISO-8859-1"],
  ])
  func asciiElsewhere(environment: [String: String]) throws {
    #expect(try drawn(environment).unicodeScalars.allSatisfy(\.isASCII))
  }

  @Test func coloursUnlessTheyAreRefused() throws {
    #expect(try drawn([:]).contains("\u{1B}["))
    #expect(try drawn(["NO_COLOR": ""]).contains("\u{1B}["))
    #expect(try !drawn(["NO_COLOR": "1"]).contains("\u{1B}["))
    #expect(try !drawn(["TERM": "dumb"]).contains("\u{1B}["))
  }
}
