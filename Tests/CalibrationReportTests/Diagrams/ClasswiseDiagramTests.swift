import Calibration
import TestSupport
import Testing

@testable import CalibrationReport

@Suite struct ClasswiseDiagramTests {
  private func diagram(limit: Int = 20, names: [String] = []) throws -> ClasswiseDiagram {
    let data = try overconfidentPredictions(rows: 400, classes: 6, seed: 5)
    return ClasswiseDiagram(reliability: try ClasswiseReliability(on: data), classNames: names, classLimit: limit)
  }

  @Test func theWorstClassesComeFirst() throws {
    let diagram = try diagram(limit: 4)
    let errors = diagram.reliability.classes.map(\.calibrationError).sorted(by: >)
    #expect(diagram.worst.map(\.calibrationError) == Array(errors.prefix(4)))
    #expect(try self.diagram(limit: 0).worst.count == 1)
  }

  @Test func aCellForEachBinThatHasRows() throws {
    let diagram = try diagram()
    guard case .cells(let cells) = diagram.chart.panels[0].marks[0].shape else {
      Issue.record("no cells")
      return
    }
    let filled = (0..<6).map { index in
      diagram.reliability.table(ofClass: index).bins.count { $0.weight > 0 }
    }
    #expect(cells.count == filled.reduce(0, +))
    #expect(cells.allSatisfy { (0.25...1).contains($0.opacity) })
    #expect(diagram.chart.panels[0].marks[0].tooltips.count == cells.count)
  }

  @Test func namesAreText() throws {
    let names = ["<b>cat</b>", "dog & \"cow\"", "owl", "emu", "ape", "bee"]
    let diagram = try diagram(names: names)
    let document = try parsed(diagram.chart.svg(width: 400))
    #expect(document.elements["b"] == nil)
    for name in names { #expect(document.text.contains(name)) }
  }

  @Test func theBarsOfAClassMakeUpItsError() throws {
    let diagram = try diagram()
    let bars = ClassConfidenceDiagram(diagram).chart.panels[0].marks.prefix(2).map { mark in
      guard case .bars(let bars) = mark.shape else { return [Double]() }
      return bars.map(\.to.x)
    }
    for (place, entry) in diagram.worst.enumerated() {
      #expect(abs(bars[0][place] - bars[1][place] - entry.calibrationError) < 1e-12)
      #expect(bars[0][place] >= 0 && bars[1][place] <= 0)
    }
  }
}
