import Foundation
import Testing

@testable import Calibration

@Suite struct SoftmaxRowTests {
  func row<Result>(_ logits: [Double], _ body: (SoftmaxRow) -> Result) throws -> Result {
    var scratch = [Double](repeating: .nan, count: SoftmaxRow.scratchCount(classes: logits.count))
    return try scratch.withUnsafeMutableBufferPointer { scratch in
      try logits.withUnsafeBufferPointer { body(try SoftmaxRow(logits: $0, scratch: scratch)) }
    }
  }

  @Test func holdsProbabilitiesAndComplements() throws {
    try row([log(3.0), 0, log(6.0)]) { row in
      #expect(row.classCount == 3)
      for (index, q) in [0.3, 0.1, 0.6].enumerated() {
        #expect(abs(row.logProbabilities[index] - log(q)) <= 1e-15)
        #expect(abs(row.logComplements[index] - log(1 - q)) <= 1e-15)
      }
    }
  }

  @Test func theComplementOfTheLeadingClassNeverRoundsToNothing() throws {
    try row([1e4, -1e4, -1e4 + log(2.0)]) { row in
      #expect(row.logProbabilities[0] == 0)
      #expect(abs(row.logComplements[0] + 2e4 - log(3.0)) <= 1e-11)
    }
    try row([5, -.infinity]) { row in
      #expect(row.logProbabilities[0] == 0 && row.logComplements[0] == -.infinity)
      #expect(row.logProbabilities[1] == -.infinity && row.logComplements[1] == 0)
    }
  }

  @Test func badRowsAreRefused() {
    #expect(throws: PredictionsError.notANumber(row: 0, column: 1)) { try row([0, .nan]) { _ in } }
    #expect(throws: PredictionsError.shape(scoreCount: 1, columnCount: 2)) {
      try row([0]) { _ in }
    }
  }
}
