import Foundation
import TestSupport
import Testing

@testable import Calibration

/// What must hold for the derivatives of any loss.
enum LossChecks {
  /// Compares gradient and Hessian with central differences over random rows.
  static func expectDerivatives(
    of loss: some ClassificationLoss,
    classes: [Int] = [2, 3, 6],
    seed: UInt64 = 11,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var random = SeededGenerator(seed: seed)
    let step = 1e-5
    for classes in classes {
      for _ in 0..<6 {
        let logits = random.logits(classes: classes, spread: 1.5)
        let label = Int.random(in: 0..<classes, using: &random)
        let gradient = try loss.gradient(logits: logits, label: label)
        let hessian = try loss.hessian(logits: logits, label: label)
        let diagonal = try loss.hessianDiagonal(logits: logits, label: label)
        let comment: Comment = "seed \(seed), logits \(logits), label \(label)"
        for index in 0..<classes {
          var (up, down) = (logits, logits)
          up[index] += step
          down[index] -= step
          // Rounding leaves 1e-16 / step of the value, the third derivative step² of itself.
          let slope =
            try (loss.value(logits: up, label: label) - loss.value(logits: down, label: label))
            / (2 * step)
          #expect(abs(gradient[index] - slope) <= 1e-8 * max(1, abs(slope)), comment, sourceLocation: sourceLocation)
          let curvature = try zip(
            loss.gradient(logits: up, label: label),
            loss.gradient(logits: down, label: label)
          ).map { ($0 - $1) / (2 * step) }
          let row = Array(hessian[(index * classes)..<((index + 1) * classes)])
          for (got, want) in zip(row, curvature) {
            #expect(abs(got - want) <= 1e-8 * max(1, abs(want)), comment, sourceLocation: sourceLocation)
          }
          #expect(diagonal[index] == row[index], comment, sourceLocation: sourceLocation)
          let size = row.map(abs).max() ?? 0
          #expect(abs(row.reduce(0, +)) <= 1e-13 * max(1, size), comment, sourceLocation: sourceLocation)
        }
      }
    }
  }

  /// Checks that value and derivatives stay finite, and that the rows of derivatives sum to 0, for
  /// logits as large as 1e4.
  static func expectFinite(_ loss: some ClassificationLoss, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let rows: [[Double]] = [
      [1e4, -1e4], [0, 1e4], [1e4, 1e4], [-1e4, 1e4 - 40], [0, 800], [0, -37],
    ]
    for logits in rows {
      for label in 0...1 {
        let value = try loss.value(logits: logits, label: label)
        let gradient = try loss.gradient(logits: logits, label: label)
        let hessian = try loss.hessian(logits: logits, label: label)
        let comment: Comment = "\(logits), \(label): \(value), \(gradient), \(hessian)"
        #expect(value >= 0 && value.isFinite, comment, sourceLocation: sourceLocation)
        for values in [gradient, hessian] {
          #expect(values.allSatisfy { $0.isFinite }, comment, sourceLocation: sourceLocation)
          #expect(abs(values.reduce(0, +)) <= 1e-11, comment, sourceLocation: sourceLocation)
        }
      }
    }
  }

  /// Checks loss(q, y) = L(Ψ(q), y) over random rows.
  static func expectDecomposition(
    of loss: some ClassificationLoss,
    classes: [Int] = [2, 3, 6],
    spread: Double = 3,
    seed: UInt64 = 12,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var random = SeededGenerator(seed: seed)
    for classes in classes {
      for _ in 0..<10 {
        let logits = random.logits(classes: classes, spread: spread)
        let mapped = try loss.calibrationMap.logProbabilities(forLogits: logits)
        for label in 0..<classes {
          let want = try loss.value(logits: logits, label: label)
          let got = try loss.properPart.value(logits: mapped, label: label)
          #expect(
            abs(got - want) <= 1e-12 * max(want, .leastNormalMagnitude),
            "seed \(seed), \(logits), \(label)",
            sourceLocation: sourceLocation
          )
        }
      }
    }
  }

  /// The probabilities to try in tests of properness.
  static let truths = [
    [0.3, 0.7], [0.95, 0.05], [0.5, 0.3, 0.2], [0.9, 0.06, 0.04], [0.35, 0.05, 0.25, 0.15, 0.2],
  ]

  /// Checks that the forecast of least expected proper part is the truth.
  static func expectProper(
    _ loss: some ClassificationLoss,
    truths: [[Double]] = truths,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for truth in truths {
      for start in [0.0, 1, -2] {
        let found = try minimiser(start: truth.indices.map { start * Double($0 % 2) }) { logits in
          try truth.indices.map { label in
            try truth[label] * loss.properPart.value(logits: logits, label: label)
          }.reduce(0, +)
        }
        for (got, want) in zip(try IdentityMap().probabilities(forLogits: found), truth) {
          #expect(abs(got - want) <= 1e-6, "\(truth)", sourceLocation: sourceLocation)
        }
      }
    }
  }

  /// The softmax of least expected loss under `truth`.
  static func minimiser(of loss: some ClassificationLoss, under truth: [Double]) throws -> [Double] {
    let found = try minimiser(start: truth.map { _ in 0 }) { logits in
      try truth.indices.map { label in
        try truth[label] * loss.value(logits: logits, label: label)
      }.reduce(0, +)
    }
    return try IdentityMap().probabilities(forLogits: found)
  }

  /// Minimises a function of logits by Newton steps on differences, damped until they descend; the
  /// first logit stays, since adding to all changes nothing.
  static func minimiser(start: [Double], _ function: ([Double]) throws -> Double) throws -> [Double] {
    let step = 1e-3
    let free = Array(1..<start.count)
    var point = start
    var value = try function(point)
    var damping = 1e-3
    func moved(_ changes: [Int: Double]) throws -> Double {
      var moved = point
      for (index, change) in changes { moved[index] += change }
      return try function(moved)
    }
    for _ in 0..<200 {
      var gradient: [Double] = []
      var hessian: [[Double]] = []
      for first in free {
        let (up, down) = (try moved([first: step]), try moved([first: -step]))
        gradient.append((up - down) / (2 * step))
        hessian.append(
          try free.map { second in
            guard second != first else { return (up + down - 2 * value) / (step * step) }
            return try
              (moved([first: step, second: step]) - moved([first: step, second: -step])
              - moved([first: -step, second: step]) + moved([first: -step, second: -step]))
              / (4 * step * step)
          }
        )
      }
      var largestChange = 0.0
      while true {
        let change = solve(hessian, minus: gradient, damping: damping)
        let next = try moved(Dictionary(uniqueKeysWithValues: zip(free, change)))
        largestChange = change.map(abs).max() ?? 0
        if largestChange < 1e-9 { break }
        if next < value, largestChange < 5 {
          for (index, change) in zip(free, change) { point[index] += change }
          value = next
          damping = max(damping / 10, 1e-15)
          break
        }
        damping *= 10
      }
      if largestChange < 1e-9 { break }
    }
    return point
  }

  /// −(A + damping I)⁻¹ b by Gaussian elimination.
  private static func solve(_ a: [[Double]], minus b: [Double], damping: Double) -> [Double] {
    var rows = a.indices.map { row in
      a[row].indices.map { a[row][$0] + ($0 == row ? damping : 0) } + [-b[row]]
    }
    for pivot in rows.indices {
      for row in rows.indices where row != pivot {
        let factor = rows[row][pivot] / rows[pivot][pivot]
        for column in rows[row].indices { rows[row][column] -= factor * rows[pivot][column] }
      }
    }
    return rows.indices.map { rows[$0][rows.count] / rows[$0][$0] }
  }
}
