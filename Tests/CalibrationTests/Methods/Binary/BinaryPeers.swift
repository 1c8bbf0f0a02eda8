import Foundation
import TestSupport
import Testing

@testable import Calibration

/// Results of other packages' binary calibrators: `Fixtures/binary_calibrators.py`.
struct BinaryPeers: Decodable, CustomTestStringConvertible {
  struct Result: Decodable {
    var parameters: [Double]?
    var probabilities: [Double]
  }

  var name: String
  var logOdds: [Double]
  var outcomes: [Bool]
  var weights: [Double]?
  var queries: [Double]
  var isotonic: Result
  var centeredIsotonic: Result
  var platt: Result
  var plattExact: Result
  var quadratic: Result?
  var quadraticExact: Result
  var beta: Result
  var betaExact: Result
  var histogram: Result?
  var quantileHistogram: Result?

  var testDescription: String { name }

  func scores() throws -> BinaryScores {
    try BinaryScores(logOdds: logOdds, outcomes: outcomes, weights: weights)
  }

  /// Compares an isotonic map with a peer's probabilities. Where these are below its floor or above its ceiling, it
  /// goes to that and no further.
  func expect(_ map: IsotonicMap, toAgreeWith probabilities: [Double]) {
    for (query, expected) in zip(queries, probabilities) {
      let score = LogOdds.probability(query)
      let wanted = max(min(expected, max(score, map.ceiling)), min(score, map.floor))
      #expect(abs(LogOdds.probability(map.logOdds(query)) - wanted) < 1e-12, "at \(query)")
    }
  }

  static func all() throws -> [BinaryPeers] {
    try Fixture.load("binary_calibrators", as: [BinaryPeers].self)
  }
}

extension SeededGenerator {
  /// Log-odds with outcomes drawn at `slope` times the log-odds; `step` > 0 rounds them, which makes
  /// ties.
  mutating func binaryScores(
    rows: Int,
    slope: Double = 0.6,
    step: Double = 0,
    weighted: Bool = false
  ) throws -> BinaryScores {
    let logOdds = (0..<rows).map { _ in
      let score = 2 * normal() + 0.3
      return step > 0 ? (score / step).rounded() * step : score
    }
    return try BinaryScores(
      logOdds: logOdds,
      outcomes: logOdds.map {
        Double.random(in: 0..<1, using: &self) < LogOdds.probability(slope * $0)
      },
      weights: weighted ? logOdds.map { _ in Double(Int.random(in: 1...3, using: &self)) } : nil
    )
  }
}

extension BinaryScores {
  /// Each row as often as its weight says, which must be a whole number.
  func repeated() throws -> BinaryScores {
    let rows = logOdds.indices.flatMap { row in
      Array(repeating: row, count: Int(weight(ofRow: row)))
    }
    return try BinaryScores(logOdds: rows.map { logOdds[$0] }, outcomes: rows.map { outcomes[$0] })
  }

  /// The mean squared error of the event's probability.
  func squaredError(_ probability: (Double) -> Double) -> Double {
    var sum = 0.0
    var total = 0.0
    for row in logOdds.indices {
      let error = probability(logOdds[row]) - (outcomes[row] ? 1 : 0)
      sum += weight(ofRow: row) * error * error
      total += weight(ofRow: row)
    }
    return sum / total
  }
}

/// Data on which fits go astray.
enum AwkwardScores {
  static func all() throws -> [BinaryScores] {
    let extreme = [-1e4, -87.3, -46, -1e-20, 0, 1e-20, 46, 87.3, 1e4]
    return try [
      BinaryScores(logOdds: [0.4], outcomes: [true]),
      BinaryScores(logOdds: [30], outcomes: [false]),
      BinaryScores(logOdds: [-1, 0, 2], outcomes: [true, true, true]),
      BinaryScores(logOdds: [-1, 0, 2], outcomes: [false, false, false]),
      BinaryScores(logOdds: [1, 1, 1, 1], outcomes: [true, false, false, true]),
      BinaryScores(logOdds: [-2, -1, 1, 2], outcomes: [false, false, true, true]),
      BinaryScores(logOdds: [-2, -1, 1, 2], outcomes: [true, true, false, false]),
      BinaryScores(logOdds: [-2, 0, 0, 2], outcomes: [false, false, true, true]),
      BinaryScores(logOdds: [-2, -1, 0, 1, 2], outcomes: [false, true, true, true, false]),
      BinaryScores(logOdds: extreme, outcomes: extreme.map { $0 > 0 }),
      BinaryScores(logOdds: extreme, outcomes: extreme.map { $0 < 0 }),
      BinaryScores(logOdds: extreme, outcomes: extreme.indices.map { $0 % 2 == 0 }),
      BinaryScores(logOdds: [.infinity, -.infinity], outcomes: [true, false]),
      BinaryScores(logOdds: [1, 2, 3], outcomes: [true, false, true], weights: [1e-9, 1e9, 0]),
    ]
  }

  /// Log-odds to try maps on.
  static let queries = [
    -1e300, -1e4, -87.3, -46, -2, -1, -1e-20, 0, 1e-20, 0.4, 1, 2, 36, 46, 87.3, 1e4, 1e300,
  ]
}

/// Expects finite results everywhere, and the same map after encoding.
func expectSound(_ map: some BinaryCalibrationMap, _ comment: Comment) throws {
  for query in AwkwardScores.queries {
    #expect(map.logOdds(query).isFinite, comment)
  }
  #expect(map.logOdds(.infinity) == .infinity, comment)
  #expect(map.logOdds(-.infinity) == -.infinity, comment)
  let file = try JSONEncoder().encode(map)
  #expect(try JSONDecoder().decode(type(of: map), from: file) == map, comment)
}

/// Expects that a row of weight 2 counts as two rows do, to the bit.
func expectWeightsToCountRows<Method: BinaryCalibrationMethod>(of method: Method) throws {
  let (weighted, repeated) = try AwkwardData.weightedAndRepeated()
  let method = OneVersusRest(method)
  #expect(try method.fit(to: weighted).map == method.fit(to: repeated).map)
}

/// Expects sound fits to all data on which fits go astray, of one binary problem and of several classes.
func expectSoundFits<Method: BinaryCalibrationMethod>(of method: Method) throws {
  try AwkwardData.expectFiniteFits(of: OneVersusRest(method))
  try AwkwardData.expectFiniteFits(of: TopLabel(method))
  for scores in try AwkwardScores.all() {
    try expectSound(method.fit(to: scores).map, "\(scores)")
  }
}
