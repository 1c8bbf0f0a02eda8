import TestSupport
import Testing

@testable import Calibration

@Suite struct LinearSearchSeparationTests {
  /// Classes that are separated but for rows that say nothing.
  private func quasiSeparated() throws -> LabeledPredictions {
    var generator = SeededGenerator(seed: 21)
    let sure = (0..<90).map { row in
      (0..<3).map { $0 == row % 3 ? 4 : Float.random(in: -1...1, using: &generator) }
    }
    let unsure = [[Float]](repeating: [0, 0, 0], count: 9)
    return try LabeledPredictions(sure + unsure, kind: .logits, labels: (0..<99).map { $0 % 3 })
  }

  private func expectCaution(_ fit: Fit<some CalibrationMap>) throws {
    #expect(fit.warnings.contains(.separableOutcomes))
    #expect(fit.value <= fit.uncalibratedValue)
    let mapped = try fit.map.probabilities(forLogits: [4, 0, 0])
    #expect(mapped[1] > 1e-6 && mapped[1] < 0.1, "\(mapped)")
  }

  @Test func quasiCompleteSeparationGetsCautiousNumbers() throws {
    let data = try quasiSeparated()
    let weak = try RegularizationStrength(lambda: 0, mu: 0)
    try expectCaution(VectorScaling().fit(to: data))
    try expectCaution(MatrixScaling(strength: weak).fit(to: data))
    try expectCaution(DirichletCalibration(strength: weak).fit(to: data))
  }

  /// A class without rows says nothing of itself but that it is rare.
  @Test func absentClassesStayPossible() throws {
    let data = try Synthetic.labeled(temperature: 2, rows: 200, classes: 4, seed: 22)
    let rows = (0..<200).filter { data.labels[$0] != 3 }
    let without = data.copy(ofRows: rows)
    let maps: [any CalibrationMap] = [
      try VectorScaling().fit(to: without).map,
      try DirichletCalibration().fit(to: without).map,
      try MatrixScaling().fit(to: without).map,
    ]
    for map in maps {
      let mapped = try map.probabilities(forLogits: [0, 0, 0, 0])
      #expect(mapped[3] > 1e-9, "\(mapped)")
    }
  }

  /// Data with a finite optimum keep it, however confident.
  @Test(arguments: UInt64(1)...4)
  func overlappingClassesKeepTheirOptimum(seed: UInt64) throws {
    let data = try Synthetic.labeled(temperature: 0.5, rows: 400, classes: 3, seed: seed)
    let fit = try VectorScaling().fit(to: data)
    #expect(!fit.warnings.contains(.separableOutcomes))
  }
}
