import Foundation
import TestSupport
import Testing

@testable import Calibration

/// Expects a calibrator to give the parameters and probabilities of a peer.
func expectAgreement<Calibrator: BinaryCalibrationMethod>(
  _ calibrator: Calibrator,
  _ peers: BinaryPeers,
  _ expected: BinaryPeers.Result,
  parameters: [Double]? = nil,
  tolerance: Double
) throws {
  let fit = try calibrator.fit(to: peers.scores())
  if let parameters = parameters ?? expected.parameters {
    #expect(fit.parameters.count == parameters.count)
    for (found, expected) in zip(fit.parameters, parameters) {
      #expect(abs(found.value - expected) < tolerance, "\(found.name)")
    }
  }
  for (query, expected) in zip(peers.queries, expected.probabilities) {
    #expect(abs(LogOdds.probability(fit.map.logOdds(query)) - expected) < tolerance, "\(query)")
  }
}

/// Expects that weights count rows, to the accuracy of two converged fits.
func expectWeightsCountRows(_ calibrator: some BinaryCalibrationMethod) throws {
  var generator = SeededGenerator(seed: 3)
  let scores = try generator.binaryScores(rows: 80, step: 0.25, weighted: true)
  let weighted = calibrator.fit(to: scores)
  let repeated = try calibrator.fit(to: scores.repeated())
  for (left, right) in zip(weighted.parameters, repeated.parameters) {
    #expect(abs(left.value - right.value) < 1e-6, "\(left.name)")
    #expect(abs((left.standardError ?? 0) - (right.standardError ?? 0)) < 1e-6, "\(left.name)")
  }
  for query in stride(from: -6.0, through: 6, by: 0.5) {
    #expect(abs(weighted.map.logOdds(query) - repeated.map.logOdds(query)) < 1e-5)
  }
}

/// Expects the negative log-likelihood to be no worse than without calibration, on data of all sorts.
func expectNeverWorse(_ calibrator: some BinaryCalibrationMethod) throws {
  for seed in UInt64(0)..<24 {
    var generator = SeededGenerator(seed: seed)
    let scores = try generator.binaryScores(
      rows: 1 + 4 * Int(seed),
      slope: [3, 1, 0.3, -1][Int(seed % 4)],
      step: seed % 3 == 0 ? 0.5 : 0,
      weighted: seed % 2 == 0
    )
    let value = scores.negativeLogLikelihood(of: calibrator.fit(to: scores).map)
    #expect(value <= scores.negativeLogLikelihood, "seed \(seed)")
  }
  for (index, scores) in try AwkwardScores.all().enumerated() {
    let value = scores.negativeLogLikelihood(of: calibrator.fit(to: scores).map)
    #expect(value <= scores.negativeLogLikelihood, "case \(index)")
  }
}
