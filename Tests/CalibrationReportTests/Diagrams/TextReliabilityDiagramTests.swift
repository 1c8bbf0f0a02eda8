import Calibration
import TestSupport
import Testing

@testable import CalibrationReport

@Suite struct TextReliabilityDiagramTests {
  private func curve(_ name: String, temperature: Double = 1) throws -> ReliabilityDiagram.Curve {
    let data = try overconfidentPredictions(rows: 1_000, classes: 4, seed: 21)
    let rows = try EvaluatedRows(of: TemperatureMap(temperature: temperature), on: data)
    return .init(name, bins: try ReliabilityTable(equalWidth: rows))
  }

  /// The files hold what was looked at in a terminal.
  @Test(arguments: [
    (TextReliabilityDiagram.Characters.unicode, "reliability.txt"),
    (.ascii, "reliability-ascii.txt"),
  ])
  func theSameTextAsTheDiagramThatWasLookedAt(characters: TextReliabilityDiagram.Characters, file: String) throws {
    let diagram = TextReliabilityDiagram(
      curves: [try curve("uncalibrated"), try curve("temperature", temperature: 2)],
      characters: characters
    )
    let lines = diagram.lines(width: 80)
    #expect(lines.count == 15)
    #expect(lines.allSatisfy { $0.count <= 71 })
    try GoldenFile(file).expect(lines.joined(separator: "\n") + "\n")
  }

  @Test func coloursAddNothingButEscapes() throws {
    var diagram = TextReliabilityDiagram(curves: [try curve("a"), try curve("b")])
    let plain = diagram.lines()
    diagram.hasColors = true
    let coloured = diagram.lines()
    #expect(coloured != plain)
    #expect(coloured.map { $0.replacing(/\u{1B}\[[0-9]+m/, with: "") } == plain)
  }

  @Test func panelsThatDoNotFitGoBelow() throws {
    let diagram = TextReliabilityDiagram(
      curves: [try curve("first"), try curve(String(repeating: "long name ", count: 9))]
    )
    let lines = diagram.lines(width: 70)
    #expect(lines.count == 31)
    #expect(lines.allSatisfy { $0.count <= 34 })
    #expect(lines[16].hasSuffix("  ECE \(NumberText.fixed(diagram.curves[1].bins.calibrationError(), digits: 4))"))
    #expect(diagram.lines(width: 0) == lines)
  }

  @Test func calibrationIsTheDiagonal() throws {
    // Ten rows in each of two bins, with about the accuracy that their confidences promise.
    let confidences = [Float](repeating: 0.62, count: 10) + [Float](repeating: 0.92, count: 10)
    let labels = (0..<20).map { Int32(($0 % 10) < ($0 < 10 ? 6 : 9) ? 1 : 0) }
    let data = try LabeledPredictions(Predictions(confidences, columnCount: 1, kind: .probabilities), labels: labels)
    let bins = try ReliabilityTable(equalWidth: EvaluatedRows(on: data))
    let lines = TextReliabilityDiagram(curves: [.init("a", bins: bins)], characters: .ascii).lines()
    for (confidence, rows) in [(0.62, 4), (0.92, 1)] {
      // After four columns of the axis; the line of the title is the first.
      let cells = Array(lines[1 + rows])
      #expect(cells[4 + Int(confidence * 30)] == "o", "\(lines[1 + rows])")
    }
    #expect(
      lines.joined().count { $0 == "o" } == 2 + "confidence".count { $0 == "o" }
        + "rows".count { $0 == "o" }
    )
  }

  @Test func oneRowAndNothingAreDrawn() throws {
    let data = try LabeledPredictions(Predictions([0, 1], columnCount: 2, kind: .logits), labels: [1])
    let bins = try ReliabilityTable(equalWidth: EvaluatedRows(on: data))
    #expect(TextReliabilityDiagram(curves: [.init("a", bins: bins)]).lines().count == 15)
    #expect(TextReliabilityDiagram(curves: []).lines().isEmpty)
  }
}
