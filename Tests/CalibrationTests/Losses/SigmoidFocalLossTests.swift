import Foundation
import Testing

@testable import Calibration

@Suite struct SigmoidFocalLossTests {
  static let parameters = [(2.0, 0.25), (0.0, 0.25), (-0.5, 0.9), (5, 0.5)]

  @Test(arguments: parameters)
  func followsItsDefinition(gamma: Double, alpha: Double) throws {
    let loss = try SigmoidFocalLoss(gamma: gamma, alpha: alpha)
    for logit in [-5.0, -0.3, 0, 2, 7] {
      let q = 1 / (1 + exp(-logit))
      let positive = -alpha * pow(1 - q, gamma) * log(q)
      let negative = -(1 - alpha) * pow(q, gamma) * log(1 - q)
      #expect(abs(try loss.derivatives(logit: logit, label: 1).value - positive) <= 1e-12 * positive)
      #expect(abs(try loss.derivatives(logit: logit, label: 0).value - negative) <= 1e-12 * negative)
    }
  }

  @Test(arguments: parameters)
  func derivativesAreThoseOfTheValue(gamma: Double, alpha: Double) throws {
    let loss = try SigmoidFocalLoss(gamma: gamma, alpha: alpha)
    try LossChecks.expectDerivatives(of: loss, classes: [2])
    try LossChecks.expectFinite(loss)
    let step = 1e-5
    for logit in [-4, -0.3, 0, 2.0] {
      for label in 0...1 {
        let got = try loss.derivatives(logit: logit, label: label)
        let up = try loss.derivatives(logit: logit + step, label: label)
        let down = try loss.derivatives(logit: logit - step, label: label)
        #expect(abs(got.first - (up.value - down.value) / (2 * step)) <= 1e-9)
        #expect(abs(got.second - (up.first - down.first) / (2 * step)) <= 1e-9)
      }
    }
  }

  @Test(arguments: parameters)
  func itsMapReadsTheMinimiser(gamma: Double, alpha: Double) throws {
    let loss = try SigmoidFocalLoss(gamma: gamma, alpha: alpha)
    #expect(loss.isProper == (gamma == 0 && alpha == 0.5))
    for p in [0.1, 0.3, 0.8] {
      let minimiser = try LossChecks.minimiser(of: loss, under: [1 - p, p])
      let mapped = try loss.calibrationMap.probabilities(forLogits: minimiser.map { log($0) })
      #expect(abs(mapped[1] - p) <= 1e-6)
      if !loss.isProper { #expect(abs(minimiser[1] - p) > 0.01) }
    }
  }

  @Test(arguments: parameters)
  func theLossIsItsProperPartOfItsMap(gamma: Double, alpha: Double) throws {
    let loss = try SigmoidFocalLoss(gamma: gamma, alpha: alpha)
    try LossChecks.expectDecomposition(of: loss, classes: [2])
    try LossChecks.expectProper(loss, truths: [[0.3, 0.7], [0.95, 0.05]])
  }

  @Test func parametersAndRowsOutOfRangeAreRefused() throws {
    for alpha in [0, 1, -0.2, .nan] {
      #expect(throws: LossError.self) { try SigmoidFocalLoss(gamma: 2, alpha: alpha) }
    }
    #expect(throws: LossError.parameter(SigmoidFocalLoss.gammaParameter, -1)) {
      try SigmoidFocalLoss(gamma: -1, alpha: 0.5)
    }
    let loss = try SigmoidFocalLoss(gamma: 2, alpha: 0.25)
    #expect(throws: PredictionsError.classCount(found: 3, expected: 2)) {
      try loss.value(logits: [1, 2, 3], label: 0)
    }
    #expect(throws: PredictionsError.notANumber(row: 0, column: 1)) {
      try loss.derivatives(logit: .nan, label: 0)
    }
    #expect(throws: PredictionsError.labelOutOfRange(row: 0, label: 2, classCount: 2)) {
      try loss.derivatives(logit: 1, label: 2)
    }
    #expect(throws: PredictionsError.impossibleLabel(row: 0, label: 1)) {
      try loss.derivatives(logit: -.infinity, label: 1)
    }
  }
}
