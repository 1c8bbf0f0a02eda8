import TestSupport
import Testing

@testable import Calibration

@Suite struct SweepCalibrationErrorTests {
  @Test(arguments: try ConfidenceMetricsGolden.all())
  func followsTheAlgorithm(golden: ConfidenceMetricsGolden) throws {
    let rows = try golden.rows()
    #expect(ReliabilityTable(monotonicSweep: rows).bins.count == golden.eceSweepBins)
    #expect(abs(rows.sweepCalibrationError() - golden.eceSweep) < 1e-12)
    #expect(abs(rows.sweepCalibrationError(norm: .l2) - golden.eceSweepL2) < 1e-12)
  }

  /// The definition with whole tables, on weighted rows with many ties.
  @Test(arguments: [false, true])
  func theNextNumberOfBinsBreaksTheOrder(wholeWeights: Bool) throws {
    for seed: UInt64 in 1...10 {
      var generator = SeededGenerator(seed: seed)
      let rows = try confidenceRows(
        (0..<100).map { _ in
          let confidence = Float(Int.random(in: 32...63, using: &generator)) / 64
          return (confidence, Float.random(in: 0...1, using: &generator) < confidence)
        },
        weights: (0..<100).map { _ in
          wholeWeights
            ? Double(Int.random(in: 1...3, using: &generator))
            : Double.random(in: 0.5...2, using: &generator)
        }
      )
      func isRising(_ binCount: Int) throws -> Bool {
        let accuracies = try ReliabilityTable(equalMass: rows, binCount: binCount).bins
          .compactMap(\.accuracy)
        return zip(accuracies, accuracies.dropFirst()).allSatisfy { $0 <= $1 + 1e-10 }
      }
      let table = ReliabilityTable(monotonicSweep: rows)
      for count in 1...table.bins.count { #expect(try isRising(count), "seed \(seed)") }
      #expect(try !isRising(table.bins.count + 1), "seed \(seed)")
    }
  }

  @Test func withoutWrongRowsEveryRowIsABin() throws {
    let rows = try confidenceRows((0..<20).map { (0.5 + Float($0) / 64, true) })
    #expect(ReliabilityTable(monotonicSweep: rows).bins.count == 20)
    let many = try confidenceRows((0..<1200).map { (0.5 + Float($0) / 4096, true) })
    #expect(ReliabilityTable(monotonicSweep: many).bins.count == 1000)
  }

  @Test func oneRow() throws {
    #expect(try confidenceRows([(0.75, false)]).sweepCalibrationError() == 0.75)
  }
}
