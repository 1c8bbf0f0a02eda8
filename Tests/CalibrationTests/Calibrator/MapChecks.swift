import Foundation
import TestSupport
import Testing

@testable import Calibration

/// What every map that a file can hold must do: one checker for all cases of ``MapKind``.
struct MapChecks: CustomTestStringConvertible {
  let kind: MapKind
  let classCount: Int

  var testDescription: String { kind.name.text }

  var map: any CalibrationMap { kind.map }

  init(_ kind: MapKind) {
    self.kind = kind
    classCount = kind.map.classCount ?? 3
  }

  /// A row for each of the independent labels, or one.
  var rowsPerExample: Int { map.labelCount ?? 1 }

  /// Rows of logits: moderate, tied, large, with impossible classes.
  func rows(seed: UInt64) -> [[Double]] {
    var generator = SeededGenerator(seed: seed)
    func row(_ scale: Double) -> [Double] {
      (0..<classCount).map { _ in
        Double(Float(Double.random(in: -scale...scale, using: &generator)))
      }
    }
    var rows = (0..<20).map { _ in row(4) } + (0..<4).map { _ in row(1e4) }
    rows.append([Double](repeating: 1.5, count: classCount))
    rows += (0..<classCount).map { column in
      var impossible = row(4)
      impossible[column] = -.infinity
      return impossible
    }
    while rows.count % rowsPerExample != 0 { rows.append(row(1)) }
    return rows
  }

  /// Log-probabilities of all rows in one block.
  func transformed(_ rows: [[Double]]) -> [[Double]] {
    var scores = rows.flatMap(\.self)
    scores.withUnsafeMutableBufferPointer { map.transform(LogitBlock($0, classCount: classCount)) }
    return rows.indices.map { Array(scores[($0 * classCount)..<(($0 + 1) * classCount)]) }
  }

  func expectDistributions(seed: UInt64) {
    let rows = rows(seed: seed)
    for (row, mapped) in zip(rows, transformed(rows)) {
      let text: Comment = "\(testDescription), seed \(seed), \(row) became \(mapped)"
      #expect(abs(mapped.map { exp($0) }.reduce(0, +) - 1) < 1e-12, text)
      for (score, result) in zip(row, mapped) {
        // An impossible class stays one, and no other becomes one, but where the definition says so.
        switch kind.impossibleClasses {
        case .kept: #expect((score == -.infinity) == (result == -.infinity), text)
        case .mixed: #expect(result.isFinite, text)
        case .added: #expect(score > -.infinity || result == -.infinity, text)
        }
        #expect(result <= 1e-12, text)
      }
    }
  }

  /// Blocks of any size, single rows and bulk are the same bits; a constant added to a row changes nothing.
  func expectRowsToBeIndependent(seed: UInt64) throws {
    let rows = rows(seed: seed)
    let whole = transformed(rows)
    for size in [1, 2, 5].map({ $0 * rowsPerExample }) {
      let parts = stride(from: 0, to: rows.count, by: size).flatMap { start in
        transformed(Array(rows[start..<min(rows.count, start + size)]))
      }
      #expect(parts == whole, "\(testDescription), seed \(seed), blocks of \(size)")
    }
    let moved = transformed(rows.map { row in row.map { $0 + 2 } })
    for (one, other) in zip(whole.joined(), moved.joined()) where one.isFinite {
      #expect(abs(one - other) < 1e-9 * max(1, abs(one)), "\(testDescription), seed \(seed)")
    }
    let scores = rows.flatMap { row in row.map { Float($0) } }
    let predictions =
      rowsPerExample == 1
      ? try Predictions(scores, columnCount: classCount, kind: .logits)
      : try Predictions(
        rows.map { Float($0[1] - $0[0]) }.map { $0.isFinite ? $0 : 0 },
        labelCount: rowsPerExample,
        kind: .logits
      )
    let bulk = try map.probabilities(for: predictions)
    for start in stride(from: 0, to: predictions.rowCount, by: rowsPerExample) {
      let range = start..<(start + rowsPerExample)
      let slice = try map.probabilities(for: predictions.rows(range)).values
      #expect(slice == range.flatMap { bulk.scores(ofRow: $0) }, "\(testDescription)")
    }
    guard rowsPerExample == 1 else { return }
    for (index, row) in rows.enumerated() {
      let single = try map.probabilities(forLogits: row.map { Float($0) })
      #expect(single == bulk.scores(ofRow: index), "\(testDescription), seed \(seed)")
      let double = try map.probabilities(forLogits: row)
      #expect(zip(single, double).allSatisfy { abs(Double($0) - $1) < 2e-6 }, "\(testDescription)")
    }
  }

  /// NaN, +∞, nothing possible and other class counts are errors that leave the row as it was.
  func expectBadRowsToBeRefused() throws {
    guard rowsPerExample == 1 else { return }
    let good = (0..<classCount).map { Double($0) }
    func expect(_ row: [Double], _ error: PredictionsError) {
      var copy = row
      #expect(throws: error, "\(testDescription)") {
        try copy.withUnsafeMutableBufferPointer { try map.transform(row: $0) }
      }
      #expect(zip(copy, row).allSatisfy { $0.bitPattern == $1.bitPattern }, "\(testDescription)")
      #expect(throws: error, "\(testDescription)") { try map.probabilities(forLogits: row) }
    }
    for column in 0..<classCount {
      var row = good
      row[column] = .nan
      expect(row, .notANumber(row: 0, column: column))
      row[column] = .infinity
      expect(row, .positiveInfinity(row: 0, column: column))
    }
    expect([Double](repeating: -.infinity, count: classCount), .noPossibleClass(row: 0))
    guard let expected = map.classCount else { return }
    expect(good + [1], .classCount(found: expected + 1, expected: expected))
  }

  /// The order of the classes is kept where the map promises it.
  func expectPromisedOrder(seed: UInt64) {
    guard map.keepsOrder else { return }
    let rows = rows(seed: seed)
    for (row, mapped) in zip(rows, transformed(rows)) {
      let order = row.indices.sorted { row[$0] < row[$1] }
      for (low, high) in zip(order, order.dropFirst()) {
        #expect(mapped[low] <= mapped[high] + 1e-12 * abs(mapped[high]), "\(testDescription), seed \(seed), \(row)")
      }
    }
  }

  /// A file keeps every bit, a kind is that of its map, and an explanation says something.
  func expectFileAndExplanation(seed: UInt64) throws {
    #expect(MapKind(map) == kind)
    let calibrator = try Calibrator(map: map, classCount: classCount)
    let json = try calibrator.json()
    let read = try Calibrator(json: json)
    #expect(read.kind == kind, "\(testDescription)")
    #expect(try read.json() == json, "\(testDescription)")
    let rows = rows(seed: seed)
    #expect(MapChecks(read.kind).transformed(rows) == transformed(rows), "\(testDescription)")
    let encoded = try JSONEncoder().encode(kind)
    #expect(try JSONDecoder().decode(MapKind.self, from: encoded) == kind, "\(testDescription)")
    let explanation = Explanation(of: calibrator)
    #expect(explanation.sentences.count >= 3, "\(testDescription)")
    #expect(explanation.sentences.allSatisfy { !$0.contains("nan") && !$0.isEmpty })
    #expect(map.parameterCount >= 0)
  }
}
