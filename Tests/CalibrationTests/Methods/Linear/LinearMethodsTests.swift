import Foundation
import TestSupport
import Testing

@testable import Calibration

/// What the methods that are linear in the logits have in common.
@Suite struct LinearMethodsTests {
  /// A method with the kind of its map left out.
  struct Method: Sendable, CustomStringConvertible {
    var description: String
    var report: @Sendable (LabeledPredictions) throws -> Outcome
  }

  struct Outcome {
    var map: any CalibrationMap
    var value: Double
    var uncalibratedValue: Double
    var warnings: [FitWarning]

    init(_ fit: Fit<some CalibrationMap>) {
      map = fit.map
      value = fit.value
      uncalibratedValue = fit.uncalibratedValue
      warnings = fit.warnings
    }
  }

  static let methods = [
    Method(description: "vector") { try Outcome(VectorScaling().fit(to: $0)) },
    Method(description: "structured") {
      try Outcome(StructuredVectorScaling().fit(to: $0))
    },
    Method(description: "focal structured") {
      try Outcome(FocalStructuredVectorScaling().fit(to: $0))
    },
    Method(description: "structured matrix") {
      try Outcome(StructuredMatrixScaling().fit(to: $0))
    },
    Method(description: "focal structured matrix") {
      try Outcome(FocalStructuredMatrixScaling().fit(to: $0))
    },
    Method(description: "matrix") {
      let strength = try RegularizationStrength(lambda: 0.1, mu: 0.1)
      return try Outcome(MatrixScaling(strength: strength).fit(to: $0))
    },
    Method(description: "dirichlet") {
      let strength = try RegularizationStrength(lambda: 0.1, mu: 0.1)
      return try Outcome(DirichletCalibration(strength: strength).fit(to: $0))
    },
  ]

  @Test(arguments: methods)
  func theValueIsThatOfTheMap(_ method: Method) throws {
    let data = try Synthetic.labeled(
      by: VectorMap(diagonal: [0.5, 1, 0.7], intercept: [0, 0.5, -0.5]),
      rows: 300,
      classes: 3,
      seed: 1
    )
    let fit = try method.report(data)
    #expect(abs(fit.value - (try fit.map.negativeLogLikelihood(on: data))) < 1e-12)
    #expect(abs(fit.uncalibratedValue - (try IdentityMap().negativeLogLikelihood(on: data))) < 1e-12)
    #expect(fit.value < fit.uncalibratedValue)
    #expect(fit.warnings.isEmpty)
  }

  @Test(arguments: methods)
  func weightsCountRows(_ method: Method) throws {
    let (weighted, repeated) = try AwkwardData.weightedAndRepeated(rowCount: 200)
    let a = try method.report(weighted)
    let b = try method.report(repeated)
    // Gradients of 1e-7 leave about 1e-12 in the value and 1e-6 in a probability.
    #expect(abs(a.value - b.value) < 1e-9)
    let logits = [1.0, 0, 2]
    let pairs = zip(try a.map.probabilities(forLogits: logits), try b.map.probabilities(forLogits: logits))
    for (left, right) in pairs { #expect(abs(left - right) < 1e-4) }
  }

  @Test(arguments: methods)
  func sameBitsWhateverTheNumberOfThreads(_ method: Method) throws {
    let data = try Synthetic.labeled(temperature: 1.6, rows: 900, classes: 6, seed: 8)
    let rows = try [1, 2, 3, 7].map { limit in
      try Workers.$limit.withValue(limit) {
        try method.report(data).map.probabilities(forLogits: [1, 2, 0, -1, 0.5, 3])
      }
    }
    #expect(Set(rows).count == 1)
  }

  @Test(arguments: methods)
  func binaryAsOneColumnEqualsTwo(_ method: Method) throws {
    let (one, two) = try AwkwardData.oneColumnAndTwo()
    let a = try method.report(one)
    let b = try method.report(two)
    // One column rounds the difference of the logits to Float.
    #expect(abs(a.value - b.value) < 1e-6)
    let p = try a.map.probabilities(forLogits: [0, 1.5])
    let q = try b.map.probabilities(forLogits: [-1, 0.5])
    #expect(abs(p[0] - q[0]) < 1e-3)
  }

  /// A constant added to a row of logits means nothing, to the fit and to the map.
  @Test(arguments: methods)
  func kindsOfScoresAgree(_ method: Method) throws {
    let fits = try AwkwardData.kindsOfScores().map { try method.report($0) }
    let rows = try fits.map { try $0.map.probabilities(forLogits: [3, 1, 0]) }
    #expect(abs(fits[1].value - fits[0].value) < 1e-6)
    #expect(abs(fits[2].value - fits[0].value) < 1e-6)
    for row in rows { #expect(abs(row[0] - rows[0][0]) < 1e-3) }
    let shifted = try fits[0].map.probabilities(forLogits: [103, 101, 100])
    for (left, right) in zip(shifted, rows[0]) { #expect(abs(left - right) < 1e-12) }
  }

  // MARK: Awkward data

  @Test(arguments: methods)
  func awkwardDataGiveAFiniteMap(_ method: Method) throws {
    let data: [(name: String, scores: [Float], labels: [Int32])] = [
      ("one row", [1, 2, 0.5], [0]),
      ("constant", [Float](repeating: 2, count: 60), (0..<20).map { Int32($0 % 3) }),
      ("separable", [4, 0, 0, 0, 5, 1, 0, 0, 3], [0, 1, 2]),
      ("misleading", [4, 2, 0, 0, 5, 1, 0, 1, 3], [2, 0, 0]),
      ("one label", [4, 2, 0, 0, 5, 1, 0, 1, 3], [1, 1, 1]),
      ("huge", [1e30, 0, -1e30, 0, 1e20, 1e10, 1e5, 1e6, 0], [0, 1, 0]),
      ("tiny", [1e-30, 0, 0, 0, 1e-20, 0, 0, 0, 1e-8], [0, 1, 2]),
      ("impossible", [1, -.infinity, 0, -.infinity, 2, -.infinity, 0, 1, 2], [0, 1, 1]),
    ]
    for (name, scores, labels) in data {
      let predictions = try Predictions(scores, columnCount: 3, kind: .logits)
      let labeled = try LabeledPredictions(predictions, labels: labels)
      let fit = try method.report(labeled)
      #expect(fit.value.isFinite, "\(name)")
      // Smoothing with 1/(n+1) of the uniform distribution costs at most ln(1 + 1/n).
      #expect(
        fit.value <= fit.uncalibratedValue + log1p(1 / Double(labels.count)),
        "\(name): \(fit.value) from \(fit.uncalibratedValue)"
      )
      let p = try fit.map.probabilities(for: predictions)
      for row in labels.indices {
        let row = p.scores(ofRow: row)
        #expect(abs(row.reduce(0, +) - 1) < 1e-5, "\(name): \(row)")
      }
      #expect(!fit.warnings.isEmpty, "\(name)")
    }
  }

  @Test(arguments: methods)
  func impossibleClassesStayImpossible(_ method: Method) throws {
    let scores: [Float] = (0..<60).map { $0 % 3 == 1 ? -Float.infinity : Float($0 % 7) }
    let labels: [Int32] = (0..<20).map { $0 % 3 == 0 ? 2 : 0 }
    let data = try LabeledPredictions(Predictions(scores, columnCount: 3, kind: .logits), labels: labels)
    let fit = try method.report(data)
    let p = try fit.map.probabilities(forLogits: [1, -.infinity, 2])
    #expect(p[1] == 0 && p[0] > 0 && p[2] > 0)
    #expect(fit.warnings.contains(.unseenClasses(count: 1)))
  }

  @Test(arguments: methods)
  func probabilitiesOfExactlyZeroAreCounted(_ method: Method) throws {
    let fit = try method.report(AwkwardData.zeroProbabilities())
    #expect(fit.warnings.contains(.zeroProbabilities(count: 4)))
    #expect(fit.warnings.contains(.zeroLabelProbabilities(count: 1)))
    #expect(fit.value.isFinite)
  }

  @Test(arguments: methods)
  func manyClassesAndFewRows(_ method: Method) throws {
    let data = try Synthetic.labeled(temperature: 2, rows: 30, classes: 24, seed: 44)
    let fit = try method.report(data)
    #expect(fit.value.isFinite && fit.value <= fit.uncalibratedValue + log1p(1.0 / 30))
    #expect(fit.warnings.contains { if case .unseenClasses = $0 { true } else { false } })
  }
}
