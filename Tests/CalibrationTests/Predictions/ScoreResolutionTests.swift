import Foundation
import TestSupport
import Testing

@testable import Calibration

/// Probabilities that are counts of votes, as forests and rounded files have them: what is equal and what lies on
/// an edge can be told in whole numbers.
@Suite struct ScoreResolutionTests {
  /// How many of so many trees vote for each of three classes, in random rows.
  private func votes(trees: Int, rows: Int, seed: UInt64) -> (counts: [[Int]], labels: [Int32]) {
    var generator = SeededGenerator(seed: seed)
    var counts: [[Int]] = []
    var labels: [Int32] = []
    for _ in 0..<rows {
      let first = Int.random(in: 0...trees, using: &generator)
      let second = Int.random(in: 0...(trees - first), using: &generator)
      counts.append([first, second, trees - first - second].shuffled(using: &generator))
      labels.append(Int32.random(in: 0..<3, using: &generator))
    }
    return (counts, labels)
  }

  private func predictions(
    _ counts: [[Int]],
    trees: Int,
    _ labels: [Int32],
    kind: ScoreKind = .probabilities
  ) throws -> LabeledPredictions {
    let scores = counts.flatMap { $0.map { Double($0) / Double(trees) } }
    return try LabeledPredictions(
      Predictions(
        scores.map { kind == .probabilities ? Float($0) : Float(log(max($0, 1e-30))) },
        columnCount: 3,
        kind: kind
      ),
      labels: labels
    )
  }

  @Test(arguments: [(10, 10), (20, 10), (20, 15), (30, 15), (7, 14), (100, 20), (100, 15)])
  func votesOnAnEdgeAreInTheBinBelow(trees: Int, bins: Int) throws {
    let (counts, labels) = votes(trees: trees, rows: 300, seed: UInt64(trees * bins))
    func bin(_ count: Int) -> Int { max((count * bins + trees - 1) / trees - 1, 0) }
    for kind in ScoreKind.allCases {
      let data = try predictions(counts, trees: trees, labels, kind: kind)
      var weights = [Double](repeating: 0, count: bins)
      for row in counts { weights[bin(row.max() ?? 0)] += 1 }
      let rows = try EvaluatedRows(on: data)
      #expect(try ReliabilityTable(equalWidth: rows, binCount: bins).bins.map(\.weight) == weights)
      let classwise = try ClasswiseReliability(on: data, binCount: bins)
      for index in 0..<3 {
        var weights = [Double](repeating: 0, count: bins)
        for row in counts { weights[bin(row[index])] += 1 }
        #expect(classwise.table(ofClass: index).bins.map(\.weight) == weights)
      }
    }
  }

  @Test(arguments: [10, 20, 30, 100])
  func votesOfOneCountAreOneGroup(trees: Int) throws {
    let (counts, labels) = votes(trees: trees, rows: 300, seed: UInt64(trees))
    for kind in [ScoreKind.probabilities, .logProbabilities] {
      let data = try predictions(counts, trees: trees, labels, kind: kind)
      let groups = try ConfidenceGroups(EvaluatedRows(on: data)).groups
      let largest = counts.map { $0.max() ?? 0 }
      #expect(groups.count == Set(largest).count)
      for (group, count) in zip(groups, Set(largest).sorted()) {
        #expect(abs(group.confidence - Double(count) / Double(trees)) < 2e-7)
        #expect(group.weight == Double(largest.count { $0 == count }))
      }
      // After a map, rows of the same votes in another order.
      let map = try FocalTemperatureMap(temperature: 0.6, gamma: 0.3)
      let mapped = try ConfidenceGroups(EvaluatedRows(of: map, on: data)).groups
      #expect(mapped.count == Set(counts.map { $0.sorted() }).count)
    }
  }

  @Test func votesInTwoClassesTieInOneColumnAndInTwo() throws {
    let counts = Array(0...100)
    let labels = counts.map { Int32($0 % 2) }
    let rows = counts.flatMap { [1 - Double($0) / 100, Double($0) / 100] }
    for (scores, columns) in [(rows, 2), (counts.map { Double($0) / 100 }, 1)] {
      let data = try LabeledPredictions(
        Predictions(scores.map(Float.init), columnCount: columns, kind: .probabilities),
        labels: labels
      )
      let statistics = try EvaluatedRows(on: data)
      #expect(ConfidenceGroups(statistics).groups.count == 51)
      let bins = try ReliabilityTable(equalWidth: statistics, binCount: 20).bins
      // 50 alone; then 51 … 55, 45 … 49 and so on.
      #expect(bins.map(\.weight) == Array(repeating: 0, count: 9) + [1] + Array(repeating: 10, count: 10))
    }
  }

  @Test func wholeLogitsTieInAnyOrder() throws {
    var generator = SeededGenerator(seed: 4)
    let logits = (0..<400).map { _ in (0..<7).map { _ in Int.random(in: -9...9, using: &generator) }
    }
    let shuffled = logits.map { $0.shuffled(using: &generator) }
    let data = try LabeledPredictions(
      Predictions((logits + shuffled).joined().map(Float.init), columnCount: 7, kind: .logits),
      labels: [Int32](repeating: 0, count: 800)
    )
    let groups = try ConfidenceGroups(EvaluatedRows(on: data)).groups
    #expect(groups.count == Set(logits.map { row in row.map { $0 - (row.max() ?? 0) }.sorted() }).count)
  }

  @Test func whatDiffersStaysApart() throws {
    for resolution in ScoreKind.allCases.map(ScoreResolution.init(of:)) {
      for logOdds in stride(from: -40, through: 17, by: 1.0) {
        let low = LogOdds.probability(logOdds)
        // Close to 1 the probability has no more digits than that.
        guard low.ulp < resolution.logOdds * (1 - low) / 8 else { continue }
        #expect(!resolution.equates(low, LogOdds.probability(logOdds + 2 * resolution.logOdds)))
        #expect(resolution.equates(low, LogOdds.probability(logOdds + resolution.logOdds / 2)))
      }
      #expect(resolution.equates(1, 1))
      #expect(!resolution.equates(1.0.nextDown, 1))
      #expect(!resolution.equates(0, .leastNormalMagnitude))
    }
  }
}
