import Foundation
import Testing

@testable import Calibration

@Suite struct TemperedFeaturesTests {
  @Test func areSmoothedLogProbabilities() throws {
    let features = TemperedFeatures(temperature: 2, smoothing: 0.05)
    // More classes than a vector holds, a row of one leading class, an impossible class.
    var rows = (0..<22).map { Double($0 % 5) - ($0 == 3 ? 800 : 0) }
    rows[15] = -.infinity
    let want = [Array(rows[..<11]), Array(rows[11...])].flatMap { z in
      let total = z.map { exp($0 / 2) }.reduce(0, +)
      return z.map { $0 == -.infinity ? $0 : log(0.95 * exp($0 / 2) / total + 0.05 / 11) }
    }
    rows.withUnsafeMutableBufferPointer { features.transform(LogitBlock($0, classCount: 11)) }
    #expect(rows[15] == -.infinity)
    for (got, want) in zip(rows, want) where want > -.infinity { #expect(abs(got - want) < 1e-14) }
  }

  @Test func smoothingBoundsThemFromBelow() {
    var row = [1e5, 0, -1e5]
    row.withUnsafeMutableBufferPointer {
      TemperedFeatures(smoothing: 0.03).transform(LogitBlock($0, classCount: 3))
    }
    #expect(abs(row[1] - log(0.01)) < 1e-14 && abs(row[2] - log(0.01)) < 1e-14)
  }
}
