import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct VennAbersMapIntervalsTests {
  @Test func theMergedIntervalIsTheProbability() throws {
    let data = try Synthetic.labeled(temperature: 2, rows: 300, classes: 2, seed: 71)
    let map = try BinaryCalibration(VennAbers()).fit(to: data).map
    for logits in [[0.3, -1.2], [-4, 5], [0, 0], [30, -30]] {
      let interval = try #require(map.intervals(forLogits: logits).first)
      let merged = interval.upperBound / (1 - interval.lowerBound + interval.upperBound)
      #expect(abs(try map.probabilities(forLogits: logits)[1] - merged) < 1e-12)
      #expect(interval.lowerBound < interval.upperBound)
      // One column of log-odds is the same row.
      #expect(map.intervals(forLogits: [logits[1] - logits[0]]) == [interval])
    }
  }

  @Test func manyClassesHaveAnIntervalEachOrOneOfTheConfidence() throws {
    let data = try Synthetic.labeled(temperature: 2, rows: 300, classes: 3, seed: 72)
    let logits = [0.4, 2.1, -0.7]
    let p = try IdentityMap().probabilities(forLogits: logits)
    let each = try OneVersusRest(VennAbers()).fit(to: data).map
    let intervals = each.intervals(forLogits: logits)
    #expect(intervals.count == 3)
    for (index, interval) in intervals.enumerated() {
      let direct = try each.maps[index].interval(forProbability: p[index])
      #expect(abs(interval.lowerBound - direct.lowerBound) < 1e-12)
      #expect(abs(interval.upperBound - direct.upperBound) < 1e-12)
    }
    let top = try TopLabel(VennAbers()).fit(to: data).map
    #expect(top.intervals(forLogits: logits) == [try top.map.interval(forProbability: p[1])])
  }

  @Test func certaintiesAreCertain() throws {
    let data = try Synthetic.labeled(temperature: 2, rows: 50, classes: 3, seed: 73)
    let map = try OneVersusRest(VennAbers()).fit(to: data).map
    let intervals = map.intervals(forLogits: [-.infinity, 1, -.infinity])
    #expect(intervals == [0...0, 1...1, 0...0])
  }
}
