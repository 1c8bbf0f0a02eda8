import Foundation
import TestSupport
import Testing

@testable import Calibration

/// What other packages find on the same rows: `Fixtures/peer_agreement.json`, which
/// `Benchmarks/peers/agreement.py --fixture` writes.
struct PeerAgreement: Decodable {
  struct Record: Decodable, CustomTestStringConvertible {
    /// `generated`, or the name of a real network's outputs.
    var file: String
    /// The method or the metric.
    var name: String
    /// Of a method: all `classes`, or the `confidence` as a binary problem.
    var problem: String?
    /// Of a metric: `uncalibrated`, or after `temperature` scaling.
    var state: String?
    /// What a method is judged by on the second half of the rows.
    var score: String
    var peer: String
    var value: Double
    /// How far ours may be away: rounding, or what a difference of convention can do.
    var tolerance: Double

    var testDescription: String {
      "\(name) \(problem ?? state ?? "") of \(file), \(peer)"
    }
  }

  var logits: [Float]
  var labels: [Int32]
  var records: [Record]

  static func load() throws -> PeerAgreement {
    try Fixture.load("peer_agreement", as: PeerAgreement.self)
  }

  static func methodsOnGeneratedRows() throws -> [Record] {
    try load().records.filter { $0.problem != nil && $0.file == "generated" }
  }

  static func metrics() throws -> [Record] {
    try load().records.filter { $0.state != nil }
  }

  /// The generated rows: the first half is fitted, the second tested.
  func data() throws -> LabeledPredictions {
    try LabeledPredictions(Predictions(logits, columnCount: logits.count / labels.count, kind: .logits), labels: labels)
  }
}

@Suite struct PeerAgreementTests {
  @Test(arguments: try PeerAgreement.methodsOnGeneratedRows())
  func methodsAgreeOnGeneratedRows(record: PeerAgreement.Record) throws {
    try expectAgreement(record, PeerAgreement.load().data())
  }

  /// Of the slow fits of real networks the generated rows must do.
  @Test(.enabled(if: SharedData.isPresent, "needs ../shared"), arguments: SharedData.names)
  func methodsAgreeOnRealNetworks(name: String) throws {
    let quick = ["temperature", "ensemble-temperature"]
    let records = try PeerAgreement.load().records.filter {
      name.hasPrefix($0.file) && ($0.problem == "confidence" || quick.contains($0.name))
    }
    #expect(records.count > 10)
    let data = try SharedData.predictions(name)
    for record in records { try expectAgreement(record, data) }
  }

  @Test(arguments: try PeerAgreement.metrics())
  func metricsAgree(record: PeerAgreement.Record) throws {
    let data = try PeerAgreement.load().data()
    let (fitting, test) = try data.halves()
    let map = try record.state == "temperature" ? TemperatureScaling().fit(to: fitting).map : nil
    let ours = try metric(record.name, EvaluatedRows(of: map, on: test), map, test)
    #expect(abs(ours - record.value) <= record.tolerance, "\(ours), peer \(record.value)")
  }

  private func expectAgreement(_ record: PeerAgreement.Record, _ data: LabeledPredictions) throws {
    let problem = try record.problem == "confidence" ? data.confidenceProblem() : data
    let (fitting, test) = try problem.halves()
    let map = try NamedMethod(record.name).fit(to: fitting).map
    let rows = try EvaluatedRows(of: map, on: test)
    let ours = record.score == "nll" ? rows.negativeLogLikelihood : rows.brierScore
    #expect(abs(ours - record.value) <= record.tolerance, "\(record.testDescription): \(ours), peer \(record.value)")
  }

  private func metric(
    _ name: String,
    _ rows: EvaluatedRows,
    _ map: TemperatureMap?,
    _ data: LabeledPredictions
  ) throws -> Double {
    switch name {
    case "nll": rows.negativeLogLikelihood
    case "brier": rows.brierScore
    case "confidence_auroc": rows.confidenceAUROC
    case "ece": try rows.expectedCalibrationError()
    case "rmsce": try rows.expectedCalibrationError(norm: .l2)
    case "mce": try rows.expectedCalibrationError(norm: .max)
    case "mmce": try rows.maximumMeanCalibrationError()
    case "adaptive_ece": try rows.equalMassCalibrationError()
    case "classwise_ece": try ClasswiseReliability(of: map, on: data).calibrationError()
    case "aurc": rows.riskCoverageArea
    case "debiased_l2": try rows.debiasedCalibrationError()
    case "smooth_ece": rows.smoothCalibrationError
    default: throw UnknownName(name: name)
    }
  }
}

private struct UnknownName: Error {
  let name: String
}

extension LabeledPredictions {
  fileprivate func halves() throws -> (LabeledPredictions, LabeledPredictions) {
    try (rows(0..<(rowCount / 2)), rows((rowCount / 2)..<rowCount))
  }

  /// The log-odds of the leading class, and whether it is the right one.
  fileprivate func confidenceProblem() throws -> LabeledPredictions {
    let rows = predictions.mapBlocks { rows, block in
      block.formLogOdds()
      return rows.enumerated().map { offset, row in
        let scores = block[offset]
        let lead = scores.indices.max { scores[$0] < scores[$1] } ?? 0
        return (Float(scores[lead]), lead == Int(labels[row]) ? Int32(1) : 0)
      }
    }.flatMap { $0 }
    return try LabeledPredictions(Predictions(rows.map(\.0), columnCount: 1, kind: .logits), labels: rows.map(\.1))
  }
}
