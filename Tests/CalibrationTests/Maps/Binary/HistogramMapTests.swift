import Foundation
import Testing

@testable import Calibration

@Suite struct HistogramMapTests {
  @Test func isConstantInBins() throws {
    let map = try HistogramMap(edges: [-1, 1], probabilities: [0.2, 0.1, 0.7])
    for (logOdds, p) in [(-5.0, 0.2), (-1, 0.2), (-0.99, 0.1), (1, 0.1), (1.01, 0.7), (1e4, 0.7)] {
      #expect(abs(LogOdds.probability(map.logOdds(logOdds)) - p) < 1e-15)
    }
  }

  @Test func stepsToCertaintyStopShortOfIt() throws {
    let map = HistogramMap(unchecked: StepFunction(unchecked: [0], values: [0, 1]))
    #expect(map.edges == [0])
    #expect(map.probabilities == [Double.ulpOfOne / 2, 1 - Double.ulpOfOne / 2])
    try expectSound(map, "0 and 1")
  }

  @Test func badTablesAreRefused() throws {
    let tables: [([Double], [Double])] = [
      ([], []),
      ([0], [0.5]),
      ([0, 0], [0.1, 0.2, 0.3]),
      ([1, 0], [0.1, 0.2, 0.3]),
      ([.nan], [0.1, 0.2]),
      ([0], [0, 0.2]),
      ([0], [0.1, 1]),
      ([0], [0.1, .nan]),
    ]
    for (edges, probabilities) in tables {
      #expect(throws: MapError.self) {
        try HistogramMap(edges: edges, probabilities: probabilities)
      }
    }
    let file = Data(#"{"edges": [0], "probabilities": [0, 1]}"#.utf8)
    #expect(throws: MapError.self) { try JSONDecoder().decode(HistogramMap.self, from: file) }
  }
}
