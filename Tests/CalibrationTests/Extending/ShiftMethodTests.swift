import Foundation
import TestSupport
import Testing

@testable import Calibration

// The worked example of Guides/ExtendingCalibration.md: in the library these parts are files of their own.

// snippet: extend-map
/// A shift of the log-odds: logit p′ = s + b.
///
/// Monotone. It corrects probabilities whose event has become more or less frequent.
struct ShiftMap: BinaryCalibrationMap {
  /// b: what is added to the log-odds.
  let shift: Double

  /// A map with a given shift.
  ///
  /// - Throws: ``MapError/parameter(name:value:requirement:)`` when it is not finite.
  init(shift: Double) throws(MapError) {
    try MapError.check(finite: shift, "the shift")
    self.init(unchecked: shift)
  }

  init(unchecked shift: Double) {
    self.shift = shift
  }

  var parameterCount: Int { 1 }

  func calibratedLogOdds(for logOdds: Double) -> Double { logOdds + shift }
}

extension ShiftMap {
  private enum CodingKeys: String, CodingKey {
    case shift
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(shift: container.decode(Double.self, forKey: .shift))
  }
}
// end

// snippet: extend-method
/// Shift calibration: logit p′ = s + b, one number.
///
/// The optimum makes the mean probability the frequency of the event. b = 0 is the identity, so the
/// negative log-likelihood is never worse on the fitting data, except where only one outcome occurs:
/// then no finite b is best, and the frequency is taken to be half a row away from 0 or 1.
struct ShiftCalibration: BinaryCalibrationMethod {
  func fit(to scores: BinaryScores) -> BinaryFit<ShiftMap> {
    let total = scores.logOdds.indices.reduce(0) { $0 + scores.weight(ofRow: $1) }
    let events = scores.logOdds.indices.reduce(0) {
      $0 + (scores.outcomes[$1] ? scores.weight(ofRow: $1) : 0)
    }
    guard let least = scores.logOdds.min(), let most = scores.logOdds.max() else {
      return BinaryFit(map: ShiftMap(unchecked: 0))
    }
    let frequency = min(max(events / total, 0.5 / (total + 1)), (total + 0.5) / (total + 1))
    func excess(_ shift: Double) -> Double {
      scores.logOdds.indices.reduce(-frequency * total) {
        $0 + scores.weight(ofRow: $1) * LogOdds.probability(scores.logOdds[$1] + shift)
      }
    }
    // The mean probability lies between those of the least and of the largest score.
    let centre = log(frequency / (1 - frequency))
    var (low, high) = (centre - most, centre - least)
    while true {
      let middle = low + (high - low) / 2
      guard low < middle, middle < high else { break }
      if excess(middle) < 0 { low = middle } else { high = middle }
    }
    let information = scores.logOdds.indices.reduce(0) {
      let probability = LogOdds.probability(scores.logOdds[$1] + low)
      return $0 + scores.weight(ofRow: $1) * probability * (1 - probability)
    }
    return BinaryFit(
      map: ShiftMap(unchecked: low),
      parameters: [
        FittedParameter(name: "shift", value: low, standardError: information > 0 ? 1 / information.squareRoot() : nil)
      ],
      warnings: FitWarning.ifFew(rows: scores.rowCount, parameters: 1)
    )
  }
}
// end

extension MethodCatalog {
  static let exampleMethods = [
    // snippet: extend-entry
    MethodEntry(
      binary: "shift",
      "shift calibration",
      parameters: "1 number a class",
      summary: "class frequencies that have changed, and few rows",
      guide: "ShiftCalibration"
    ) { _ in ShiftCalibration() }
    // end
  ]
}

@Suite struct ShiftMethodTests {
  // snippet: extend-method-test
  @Test func frequencyOfTheEventIsReached() throws {
    let data = try BinaryScores(logOdds: [-2, -1, 0, 0.5, 3, 3], outcomes: [false, false, true, false, false, true])
    let fit = ShiftCalibration().fit(to: data)
    let mean = data.logOdds.map { LogOdds.probability($0 + fit.map.shift) }.reduce(0, +) / 6
    #expect(abs(mean - 2.0 / 6) < 1e-12)
    #expect(data.negativeLogLikelihood(of: fit.map) < data.negativeLogLikelihood)
    #expect(try fit.map.shift < 0 && #require(fit.parameters[0].standardError) > 0)
  }

  @Test func awkwardDataGiveFiniteAnswers() throws {
    try AwkwardData.expectFiniteFits(of: OneVersusRest(ShiftCalibration()))
    for scores in try AwkwardScores.all() {
      try expectSound(ShiftCalibration().fit(to: scores).map, "\(scores)")
    }
  }
  // end

  @Test func theEntryMakesTheMethod() throws {
    let entry = MethodCatalog.exampleMethods[0]
    #expect(entry.family == .binary && entry.options.isEmpty)
    guard case .event(let make) = entry.make else {
      Issue.record("\(entry.make)")
      return
    }
    #expect(try make([:]) is ShiftCalibration)
    let map = try ShiftMap(shift: 0.5)
    #expect(try JSONDecoder().decode(ShiftMap.self, from: JSONEncoder().encode(map)) == map)
    #expect(throws: MapError.self) { try ShiftMap(shift: .infinity) }
  }
}
