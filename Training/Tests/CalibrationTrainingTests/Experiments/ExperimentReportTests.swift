import Calibration
import Foundation
import Testing

@testable import CalibrationTraining

@Suite struct ExperimentReportTests {
  private let folder: TemporaryFolder
  private let plan: ExperimentPlan
  private let runs: [ExperimentRun]

  init() throws {
    folder = try TemporaryFolder()
    plan = try folder.writePlan(
      """
      networks = ["resnet-20"]
      losses = ["cross-entropy", "focal:3,1@15"]
      seeds = [1, 2]
      """
    )
    runs = plan.runs(on: "images", in: "\(folder.path)/out")
  }

  private func finish(_ run: ExperimentRun, confidence: Double, right: Int) throws {
    let test = try LabeledPredictions.twoClasses(confidence: confidence, right: right, of: 100)
    let metrics = try PartMetrics(of: test)
    try run.finish(
      train: .twoClasses(confidence: confidence, right: 95, of: 100),
      validation: .twoClasses(confidence: confidence, right: 80, of: 100),
      test: test,
      log: [EpochRecord(epoch: 1, train: metrics, test: metrics)]
    )
  }

  @Test func missingRunsAreListed() throws {
    try finish(runs[0], confidence: 0.9, right: 80)
    try runs[2].begin()
    let report = try ExperimentReport(of: plan, runs)
    #expect(report.results.map(\.name) == [runs[0].name])
    #expect(report.unfinished.map(\.name) == runs.dropFirst().map(\.name))
    #expect(report.unfinished.map(\.isBegun) == [false, true, false])
    #expect(report.markdown.contains("1 of 4 runs are finished."))
    #expect(report.markdown.contains("- plain/resnet-20/focal-3-1-15/seed-1 (begun)\n"))
    #expect(report.crossings.isEmpty)
  }

  @Test func anExperimentThatHasNotBegunHasAReport() throws {
    let report = try ExperimentReport(of: plan, runs)
    #expect(report.results.isEmpty)
    #expect(report.markdown.contains("0 of 4 runs are finished."))
    #expect(report.csv.split(separator: "\n").count == 1)
  }

  @Test func tablesHaveMeansOverSeeds() throws {
    // Confidence 0.9 at 80 % and at 84 %.
    try finish(runs[0], confidence: 0.9, right: 80)
    try finish(runs[1], confidence: 0.9, right: 84)
    try finish(runs[2], confidence: 0.7, right: 80)
    try finish(runs[3], confidence: 0.7, right: 80)
    let report = try ExperimentReport(of: plan, runs)
    let lines = report.markdown.split(separator: "\n")
    let uncalibrated = try #require(lines.first { $0.hasPrefix("| cross-entropy | uncalib") })
    // The deviation of two values is their distance / √2.
    #expect(uncalibrated.contains("| 18.00 ± 2.83 |"))
    #expect(uncalibrated.contains("| 8.00 ± 2.83 |"))
    // The temperature brings the confidence to 0.8 on both.
    let tempered = try #require(lines.first { $0.hasPrefix("|  | temperature, by NLL") })
    #expect(tempered.contains("| **2.00 ± 2.83** |"))
    #expect(tempered.contains("| 1.585 ± 0.000 |"))
    #expect(
      lines.contains {
        $0.hasPrefix("- focal:3,1@15: confidence on training images is 25.00 points below accuracy")
      }
    )
    #expect(
      report.crossings.map(\.sentence).first
        == "By ECE, focal:3,1@15 is better calibrated than cross-entropy after none of 1 epoch."
    )
  }

  @Test func filesAreWritten() throws {
    try finish(runs[2], confidence: 0.7, right: 80)
    let report = try ExperimentReport(of: plan, runs)
    try report.write(to: "\(folder.path)/out")
    func text(_ name: String) throws -> String {
      try String(contentsOfFile: "\(folder.path)/out/\(name)", encoding: .utf8)
    }
    #expect(try text("report.md") == report.markdown)
    let rows = try text("report.csv").split(separator: "\n")
    #expect(rows.count == 2)
    #expect(rows[0].hasPrefix("regime,network,loss,seed,epoch,train_accuracy,"))
    #expect(rows[1].hasPrefix("plain,resnet-20,\"focal:3,1@15\",1,1,0.8"))
    let json = try JSONSerialization.jsonObject(with: Data(try text("report.json").utf8))
    let object = try #require(json as? [String: Any])
    let results = try #require(object["results"] as? [[String: Any]])
    let calibrations = try #require(results.first?["calibrations"] as? [[String: Any]])
    #expect(calibrations.count == ReportedCalibration.allCases.count)
    #expect(calibrations.first?["adaptive_ece"] as? Double != nil)
    #expect(calibrations.last?["gamma"] as? Double != nil)
    #expect((object["unfinished"] as? [Any])?.count == 3)
  }

  @Test func numbersAreAsPeoplePrintThem() {
    #expect(ReportText.percent(0.07954) == "7.95")
    #expect(ReportText.fixed(-0.5, 2) == "−0.50")
    #expect(ReportText.fixed(-0.001, 2) == "0.00")
    #expect(ReportText.signedPercent(0.031) == "+3.10")
    #expect(ReportText.signedPercent(-0.031) == "−3.10")
    #expect(ReportText.signedPercent(-0.00001) == "0.00")
  }
}
