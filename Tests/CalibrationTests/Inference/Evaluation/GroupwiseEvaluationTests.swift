import TestSupport
import Testing

@testable import Calibration

@Suite final class GroupwiseEvaluationTests: RandomExampleTests {
  init() throws {
    try super.init(seed: 471, rows: 400, classes: 3, temperature: 2, resampleCount: 30)
  }

  @Test func eachGroupIsItsRowsAlone() throws {
    let map = try FocalTemperatureMap(temperature: 1.5, gamma: 0)
    let groups = RowGroups((0..<400).map { $0 % 5 == 0 ? "few" : "many" })
    let result = try GroupwiseEvaluation(of: map, on: data, groups: groups, options: options)
    #expect(result.groups.map(\.name) == ["few", "many"])
    let few = try taking((0..<400).filter { $0 % 5 == 0 }, of: data)
    let alone = try Evaluation(of: map, on: few, options: options)
    for metric in Metric.allCases {
      #expect(result.groups[0].evaluation[metric] == alone[metric])
    }
    #expect(result.groups[0].isSmall && !result.groups[1].isSmall)
  }

  @Test func smallGroupsAreNotTheWorstUnlessAllAreSmall() throws {
    let groups = RowGroups((0..<400).map { $0 < 8 ? "tiny" : $0 % 2 == 0 ? "even" : "odd" })
    let result = try GroupwiseEvaluation(on: data, groups: groups, options: options)
    let worst = try #require(result.worst(by: .expectedCalibrationError))
    #expect(worst.name != "tiny")
    let largest = result.groups.filter { $0.name != "tiny" }
      .map { $0.evaluation[.expectedCalibrationError].value }.max()
    #expect(worst.evaluation[.expectedCalibrationError].value == largest)
    let least = result.groups.filter { $0.name != "tiny" }
      .map { $0.evaluation[.accuracy].value }.min()
    #expect(result.worst(by: .accuracy)?.evaluation[.accuracy].value == least)
    #expect(result.worst(by: .meanConfidence) == nil)
    let small = try GroupwiseEvaluation(
      on: data.rows(0..<20),
      groups: RowGroups((0..<20).map { "\($0 % 2)" }),
      options: options
    )
    #expect(small.worst(by: .negativeLogLikelihood) != nil)
  }

  @Test func groupsThatDoNotFitAreRefused() throws {
    #expect(throws: EvaluationError.groupedRows(2, rows: 400)) {
      try GroupwiseEvaluation(on: data, groups: RowGroups(["a", "b"]))
    }
    var generator = SeededGenerator(seed: 472)
    let many = try randomPredictions(rows: 1001, classes: 2, using: &generator)
    #expect(throws: EvaluationError.groupCount(1001, largest: 1000)) {
      try GroupwiseEvaluation(on: many, groups: RowGroups((0..<1001).map { "\($0)" }))
    }
  }

  @Test func oneGroupHasNothingToDifferFrom() throws {
    let groups = RowGroups([String](repeating: "all", count: 400))
    let result = try GroupwiseEvaluation(on: data, groups: groups, options: options)
    #expect(result.differences == nil && result.groups.count == 1)
  }
}
