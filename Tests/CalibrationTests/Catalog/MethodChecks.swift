import Foundation
import TestSupport
import Testing

@testable import Calibration

/// What every method of the catalogue must do, whatever it fits: one checker for all of them.
///
/// Data are generated from a seed, which every message of a failure states. `kind` says of what the
/// data are: of several classes, or of two in one column.
struct MethodChecks: CustomTestStringConvertible {
  /// A name of ``MethodCatalog/names``.
  let name: String
  /// The number of classes of the data.
  let classCount: Int

  var testDescription: String { "\(name), \(classCount) classes" }

  /// Every name of the catalogue by itself, for two classes and for several. Forms for each independent
  /// label and `auto` fit these and have tests of their own.
  static let all: [MethodChecks] = MethodCatalog.names.filter { name in
    name != "auto" && !name.hasPrefix("per-label-")
  }.flatMap { name in
    [2, 4].map { MethodChecks(name: name, classCount: $0) }
  }

  /// What the checks are of.
  func method() throws -> NamedMethod { try NamedMethod(name) }

  /// The method with a given strength of regularisation where it would be cross-validated: folds are of
  /// rows by their places, so that a choice by them may depend on the order.
  func methodWithoutFolds() throws -> NamedMethod {
    let takesStrength = try entry().options.contains { $0.name == "strength" }
    return try NamedMethod(name, settings: takesStrength ? ["strength": 0.001] : [:])
  }

  private func entry() throws -> MethodEntry {
    let prefix = MethodName.Part.topLabelPrefix
    let base = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
    return try #require(MethodCatalog.entry(named: base))
  }

  private var isTopLabel: Bool { name.hasPrefix(MethodName.Part.topLabelPrefix) }

  /// Whether each class has numbers of its own.
  func learnsEachClass() throws -> Bool {
    switch try entry().family {
    case .scalar, .sharedCurve: false
    case .vector, .matrix: true
    case .binary: !isTopLabel
    }
  }

  /// How a failure is found again.
  func comment(_ seed: UInt64, _ text: String = "") -> Comment {
    "\(name), \(classCount) classes, seed \(seed) \(text)"
  }

  /// Over-confident logits with labels that fit them, reproducible by the seed.
  func data(rows: Int, seed: UInt64) throws -> LabeledPredictions {
    try overconfidentPredictions(rows: rows, classes: classCount, seed: seed)
  }

  /// Rows that were not fitted to, of moderate size and far beyond the fitted ones.
  func queries(seed: UInt64) -> [[Double]] {
    var generator = SeededGenerator(seed: seed)
    return (0..<40).map { row in
      let scale = row < 30 ? 4.0 : 40
      return (0..<classCount).map { _ in
        Double(Float(Double.random(in: -scale...scale, using: &generator)))
      }
    }
  }

  /// Log-probabilities in double precision.
  static func logProbabilities(_ map: some CalibrationMap, _ row: [Double]) throws -> [Double] {
    var row = row
    try row.withUnsafeMutableBufferPointer { try map.transform(row: $0) }
    return row
  }

  /// A proper objective of a map, computed row by row.
  static func objective(
    _ objective: FittingObjective,
    _ map: some CalibrationMap,
    _ data: LabeledPredictions
  ) throws -> Double {
    var sum = 0.0
    for (row, label) in data.labels.enumerated() where data.weights?[row] != 0 {
      let scores = logits(ofRow: row, data.predictions)
      let mapped = try logProbabilities(map, scores)
      let loss =
        objective == .brier
        ? mapped.enumerated().map { pow(exp($1) - ($0 == Int(label) ? 1 : 0), 2) }.reduce(0, +)
        : -mapped[Int(label)]
      sum += (data.weights?[row] ?? 1) * loss
    }
    return sum / data.totalWeight
  }

  /// A row as one score for each class; one column is the log-odds of class 1.
  static func logits(ofRow row: Int, _ predictions: Predictions) -> [Double] {
    let scores = predictions.scores(ofRow: row).map { Double($0) }
    return predictions.columnCount == 1 ? [0, scores[0]] : scores
  }

  /// The largest difference of probabilities of two maps on the queries.
  func difference(_ one: some CalibrationMap, _ other: some CalibrationMap, seed: UInt64) throws -> Double {
    try queries(seed: seed).map { row in
      let left = try one.probabilities(forLogits: row)
      let right = try other.probabilities(forLogits: row)
      return zip(left, right).map { abs($0 - $1) }.max() ?? 0
    }.max() ?? 0
  }
}

extension MethodChecks {
  /// Rows of integer weights are as good as repeated rows, and rows of weight 0 as none.
  func expectWeightsToCountRows(seed: UInt64, tolerance: Double) throws {
    let data = try data(rows: 90, seed: seed)
    var scores = data.predictions.values
    // What rows of weight 0 hold must not matter.
    for row in stride(from: 0, to: 90, by: 3) {
      for column in 0..<classCount {
        scores[row * classCount + column] = row % 2 == 0 ? 1e6 * Float(column) : 0
      }
    }
    let weighted = try LabeledPredictions(
      Predictions(scores, columnCount: classCount, kind: .logits),
      labels: data.labels,
      weights: (0..<90).map { Double($0 % 3) }
    )
    let repeated = data.copy(ofRows: (0..<90).flatMap { Array(repeating: $0, count: $0 % 3) })
    try expectSameMap(of: weighted, and: repeated, seed: seed, tolerance: tolerance)
  }

  /// Rows in another order give the same map.
  func expectOrderOfRowsNotToMatter(seed: UInt64, tolerance: Double) throws {
    let data = try data(rows: 120, seed: seed)
    var generator = SeededGenerator(seed: seed)
    let permuted = data.copy(ofRows: Array(0..<120).shuffled(using: &generator))
    try expectSameMap(of: data, and: permuted, seed: seed, tolerance: tolerance)
  }

  /// Two data sets that mean the same give the same map.
  private func expectSameMap(
    of first: LabeledPredictions,
    and second: LabeledPredictions,
    seed: UInt64,
    tolerance: Double
  ) throws {
    let difference = try difference(
      methodWithoutFolds().fit(to: first).map,
      methodWithoutFolds().fit(to: second).map,
      seed: seed
    )
    #expect(difference < tolerance, comment(seed, "differs by \(difference)"))
  }

  /// Fits are the same bits whatever the number of threads, of several blocks too.
  func expectThreadsNotToMatter(seed: UInt64, rows: Int) throws {
    let data = try data(rows: rows, seed: seed)
    let fits = try [1, 2, 3].map { limit in
      try Workers.$limit.withValue(limit) { try methodWithoutFolds().fit(to: data) }
    }
    for fit in fits.dropFirst() {
      #expect(fit.map == fits[0].map, comment(seed))
      #expect(fit.value.bitPattern == fits[0].value.bitPattern, comment(seed))
      #expect(fit.warnings == fits[0].warnings, comment(seed))
    }
  }

  /// A map gives a row the same bits by itself, in any slice, and among all; `Float` rows are rounded once;
  /// and a file keeps every bit.
  func expectSlicesToEqualTheWhole(seed: UInt64) throws {
    let data = try data(rows: 60, seed: seed)
    let fit = try methodWithoutFolds().fit(to: data)
    let whole = try fit.map.probabilities(for: data.predictions).values
    for size in [1, 7, 59] {
      var parts: [Float] = []
      for start in stride(from: 0, to: 60, by: size) {
        let rows = try data.predictions.rows(start..<min(60, start + size))
        parts += try fit.map.probabilities(for: rows).values
      }
      #expect(parts == whole, comment(seed, "slices of \(size)"))
    }
    let rows = (0..<60).map { data.predictions.scores(ofRow: $0) }
    #expect(try rows.flatMap { try fit.map.probabilities(forLogits: $0) } == whole, comment(seed))
    let doubles = try rows.flatMap { row in
      try fit.map.probabilities(forLogits: row.map { Double($0) })
    }
    for (single, double) in zip(whole, doubles) {
      #expect(abs(Double(single) - double) < 2e-6, comment(seed))
    }
    let calibrator = try Calibrator(fit, method: name)
    let read = try Calibrator(json: calibrator.json())
    #expect(read.kind == calibrator.kind, comment(seed))
    #expect(try read.probabilities(for: data.predictions).values == whole, comment(seed))
    #expect(read.fit?.warnings == fit.warnings.map(\.description), comment(seed))
  }

  /// Logits, log-probabilities and probabilities of the same rows give the same result, as far as their
  /// rounding allows.
  func expectKindsToAgree(seed: UInt64, tolerance: Double) throws {
    let data = try data(rows: 120, seed: seed)
    let kinds = try [
      data.predictions, IdentityMap().logProbabilities(for: data.predictions),
      IdentityMap().probabilities(for: data.predictions),
    ]
    let results = try kinds.map { scores in
      try methodWithoutFolds().fit(to: LabeledPredictions(scores, labels: data.labels)).map
        .probabilities(for: scores).values
    }
    for result in results.dropFirst() {
      let difference = zip(result, results[0]).map { Double(abs($0 - $1)) }.max() ?? 0
      #expect(difference < tolerance, comment(seed))
    }
  }

  /// The fit's values are those of its map, and where it is worse than none it says so.
  func expectWorseToBeSaid(seed: UInt64) throws {
    for data in try [data(rows: 150, seed: seed), data(rows: 12, seed: seed), reversed(seed)] {
      let fit = try method().fit(to: data)
      let value = try Self.objective(fit.objective, fit.map, data)
      #expect(abs(value - fit.value) < 1e-9 * max(1, value), comment(seed))
      let before = try Self.objective(fit.objective, IdentityMap(), data)
      #expect(abs(before - fit.uncalibratedValue) < 1e-9 * max(1, before), comment(seed))
      #expect(value <= before + 1e-8 || fit.warnings.contains(.worseThanUncalibrated), comment(seed))
    }
  }

  /// Labels that the scores are against.
  private func reversed(_ seed: UInt64) throws -> LabeledPredictions {
    let data = try data(rows: 100, seed: seed)
    return try LabeledPredictions(
      logits: data.predictions.values.map { -$0 },
      columnCount: classCount,
      labels: data.labels
    )
  }

  /// A map that promises the order of the classes keeps it.
  func expectPromisedOrder(seed: UInt64) throws {
    for data in try [data(rows: 150, seed: seed), reversed(seed)] {
      let map = try method().fit(to: data).map
      guard map.keepsOrder else { continue }
      for row in queries(seed: seed) {
        let mapped = try Self.logProbabilities(map, row)
        let order = row.indices.sorted { row[$0] < row[$1] }
        for (low, high) in zip(order, order.dropFirst()) {
          #expect(mapped[low] <= mapped[high] + 1e-12, comment(seed, "\(row)"))
        }
      }
    }
  }
}

/// Data on which fits have no good answer, and must still give a harmless one.
struct DegenerateData: CustomTestStringConvertible {
  let testDescription: String
  let scores: [[Float]]
  let labels: [Int]
  /// Which fits have something to say of it.
  let isWarned: Warned

  /// Fits that have something to say of data.
  enum Warned {
    case none, all
    /// Those of numbers, which ten rows for each determine; curves take any number.
    case numbers
    /// Those that learn each class by itself.
    case eachClass
  }

  init(_ name: String, _ scores: [[Float]], _ labels: [Int], isWarned: Warned = .none) {
    testDescription = name
    self.scores = scores
    self.labels = labels
    self.isWarned = isWarned
  }

  func data() throws -> LabeledPredictions {
    try LabeledPredictions(scores, kind: .logits, labels: labels)
  }

  /// For so many classes.
  static func all(classCount: Int) -> [DegenerateData] {
    var generator = SeededGenerator(seed: 4711)
    func logits(_ label: Int, _ lead: Float, noise: Float = 1) -> [Float] {
      (0..<classCount).map { column in
        Float.random(in: -noise...noise, using: &generator) + (column == label ? lead : 0)
      }
    }
    let labels = (0..<60).map { $0 % classCount }
    let present = (0..<60).map { $0 % max(classCount - 1, 1) }
    let noisy = labels.map { label in
      logits(Int.random(in: 0..<3, using: &generator) > 0 ? label : (label + 1) % classCount, 3)
    }
    return [
      DegenerateData("separable", labels.map { logits($0, 4) }, labels, isWarned: .numbers),
      DegenerateData(
        "quasi-separable",
        labels.map { logits($0, 4) }
          + (0..<classCount * 3).map { _ in
            [Float](repeating: 0, count: classCount)
          },
        labels + (0..<classCount * 3).map { $0 % classCount }
      ),
      DegenerateData(
        "absent class",
        present.map { label in
          logits(label % 3 == 0 ? (label + 1) % classCount : label, 2)
        },
        present,
        isWarned: .eachClass
      ),
      // Its one row is like those of another class.
      DegenerateData(
        "rare class",
        noisy.enumerated().map { $0.offset == 7 ? noisy[0] : $0.element },
        labels.map { $0 == classCount - 1 ? 0 : $0 }
          .enumerated().map { $0.offset == 7 ? classCount - 1 : $0.element }
      ),
      DegenerateData("one class", labels.map { logits($0, 2) }, labels.map { _ in 1 }, isWarned: .all),
      DegenerateData("constant", labels.map { _ in [Float](repeating: 2, count: classCount) }, labels, isWarned: .all),
      DegenerateData("reversed", noisy.map { $0.map { -$0 } }, labels),
      DegenerateData("tied", noisy.map { $0.map { $0.rounded() } }, labels),
      DegenerateData(
        "one row a class",
        (0..<classCount).map { logits($0, 1) },
        Array(0..<classCount),
        isWarned: .numbers
      ),
      DegenerateData("two rows", [logits(0, 1), logits(1, 1)], [0, 1], isWarned: .numbers),
      DegenerateData("large", labels.map { logits($0, 1, noise: 1e4) }, labels),
      DegenerateData(
        "impossible classes",
        zip(noisy, labels).enumerated().map { row, pair in
          pair.0.enumerated().map { column, score in
            row % 4 == 0 && column == (pair.1 + 1) % classCount ? -.infinity : score
          }
        },
        labels
      ),
    ]
  }
}

extension MethodChecks {
  /// The least ln p that a map may give to a possible class of moderate scores.
  static let leastLogProbability = -60.0

  /// A fit to degenerate data is finite and bounded, and says what is the matter; or it is refused.
  func expectHarmlessFit(to degenerate: DegenerateData) throws {
    let data = try degenerate.data()
    let text = Comment(rawValue: "\(name), \(classCount) classes, \(degenerate.testDescription)")
    let fit: Fit<ComposedMap>
    do {
      fit = try method().fit(to: data)
    } catch is PredictionsError {
      return
    }
    #expect(fit.value.isFinite, text)
    #expect(fit.parameters.allSatisfy { $0.value.isFinite }, text)
    #expect(fit.parameters.allSatisfy { $0.standardError?.isFinite ?? true }, text)
    let isWarned =
      switch degenerate.isWarned {
      case .none: false
      case .all: true
      case .numbers: try !entry().parameters.isEmpty
      case .eachClass: try learnsEachClass() && classCount > 2
      }
    #expect(!isWarned || !fit.warnings.isEmpty, text)
    #expect(throws: Never.self, text) { try Calibrator(fit, method: name).json() }
    // A few numbers for all classes are searched within a box; a fit that ends on its edge says so.
    let isOnStatedEdge =
      try entry().family == .scalar
      && fit.warnings.contains { warning in
        if case .onBound = warning { true } else { warning == .separable }
      }
    var generator = SeededGenerator(seed: 815)
    let moderate = (0..<40).map { _ in
      (0..<classCount).map { _ in Double.random(in: -3...3, using: &generator) }
    }
    for row in moderate {
      let mapped = try Self.logProbabilities(fit.map, row)
      let least = mapped.min() ?? 0
      #expect(
        least >= Self.leastLogProbability || isOnStatedEdge,
        "\(text.rawValue), \(least) for \(row), \(fit.warnings)"
      )
    }
    let staysImpossible = MapKind(fit.map)?.impossibleClasses == .kept
    for row in 0..<data.rowCount {
      let scores = Self.logits(ofRow: row, data.predictions)
      let mapped = try Self.logProbabilities(fit.map, scores)
      for (score, result) in zip(scores, mapped) {
        #expect(score > -.infinity || staysImpossible ? score.isFinite == result.isFinite : true, text)
      }
      #expect(abs(mapped.map { exp($0) }.reduce(0, +) - 1) < 1e-9, text)
    }
  }
}
