import Foundation

/// The squared kernel calibration error (SKCE) of all class probabilities together, with a test of
/// calibration.
///
/// h_ij = exp(−‖p_i − p_j‖ / ν) (e_{y_i} − p_i)·(e_{y_j} − p_j), with e_y the unit vector of class y; the
/// SKCE is the mean of h over pairs of different rows. It estimates without bias a quantity that is 0 for a
/// calibrated model in the strong sense (the probabilities of *all* classes mean what they say) and
/// positive for any other; so the estimate may be negative.
///
/// - All pairs (no block size): the estimate of least variance; rows² × classes operations. Under
///   calibration its distribution is not normal, so there is no p-value.
/// - Blocks: the rows are dealt at random into blocks, and the mean over pairs within blocks is an
///   average of independent terms. It is asymptotically normal, so that it can be tested; rows × block
///   size × classes operations. Blocks of 2 are the linear estimator of the paper. Larger
///   blocks make the test more powerful; about √rows is a good size, but the normal approximation needs
///   some dozens of blocks.
///
/// Pairs weigh w_i w_j. The probabilities of all rows are held in double precision.
///
/// Sources: Widmann, Lindsten and Zachariah, "Calibration Tests in Multi-Class Classification: A
/// Unifying Framework" (NeurIPS 2019), with the kernel exp(−‖p − q‖ / ν) I; blocks: Zaremba, Gretton and
/// Blaschko, "B-tests: Low Variance Kernel Two-Sample Tests" (NeurIPS 2013).
public struct SquaredKernelCalibrationError: Sendable, Hashable {
  /// The estimate; at most 2, and negative values are noise.
  public let value: Double
  /// The standard error of the estimate; `nil` without blocks, or with only one.
  public let standardError: Double?
  /// The number of blocks of two rows or more.
  public let blockCount: Int

  /// The probability of an estimate at least this large for a calibrated model, by the normal
  /// approximation; `nil` where there is no standard error.
  public var pValue: Double? {
    standardError.map { error in
      // Without any spread, the sign tells.
      error > 0 ? erfc(value / error / 2.0.squareRoot()) / 2 : value > 0 ? 0 : 1
    }
  }

  /// Applies a map to all rows and estimates the error.
  ///
  /// - Parameters:
  ///   - map: The map to apply; `nil` for the softmax of the scores as they are.
  ///   - data: Scores with their true classes.
  ///   - bandwidth: ν, positive; a distance between probability vectors, which is at most √2.
  ///   - blockSize: The number of rows of a block, at least 2; `nil` for all pairs of rows. The last block
  ///     may be smaller; a single row left over is not used.
  ///   - seed: What the rows are dealt with.
  /// - Throws: ``MetricError/bandwidth(_:)``, ``MetricError/blockSize(_:)``, or
  ///   ``PredictionsError/classCount(found:expected:)`` when the map is made for another number of
  ///   classes.
  public init(
    of map: (any CalibrationMap)? = nil,
    on data: LabeledPredictions,
    bandwidth: Double = 1,
    blockSize: Int? = nil,
    seed: UInt64 = 1
  ) throws {
    guard bandwidth > 0, bandwidth.isFinite else { throw MetricError.bandwidth(bandwidth) }
    if let blockSize, blockSize < 2 { throw MetricError.blockSize(blockSize) }
    try map?.check(data.predictions)
    let counted = (0..<data.rowCount).filter { (data.weights?[$0] ?? 1) > 0 }
    let blocks: [PairSums]
    let pairs = PairTerms(of: map, on: data, bandwidth: bandwidth)
    if let blockSize {
      var generator = SplitMix64(seed: seed)
      let rows = counted.shuffled(using: &generator)
      let starts = Array(stride(from: 0, to: rows.count, by: blockSize))
      blocks = Workers.map(blocks: starts.count) { index in
        let block = rows[starts[index]..<min(starts[index] + blockSize, rows.count)]
        return block.indices.reduce(into: PairSums()) { sums, index in
          sums += pairs.sums(of: rows[index], with: rows[(index + 1)..<block.endIndex])
        }
      }
      .filter { $0.weight > 0 }
    } else {
      let sums = Workers.map(blocks: counted.count) { index in
        pairs.sums(of: counted[index], with: counted[(index + 1)...])
      }
      let total = sums.reduce(into: PairSums()) { $0 += $1 }
      blocks = total.weight > 0 ? [total] : []
    }
    self.init(blocks)
  }

  private init(_ blocks: [PairSums]) {
    let total = blocks.reduce(into: PairSums()) { $0 += $1 }
    // A single row has no pair, and shows no error.
    let mean = total.weight > 0 ? total.term / total.weight : 0
    value = mean
    blockCount = blocks.count
    if blocks.count > 1 {
      let count = Double(blocks.count)
      let squares = blocks.reduce(0) { sum, block in
        let deviation = block.term - block.weight * mean
        return sum + deviation * deviation
      }
      standardError = (squares * count / (count - 1)).squareRoot() / total.weight
    } else {
      standardError = nil
    }
  }
}

/// Sums over pairs of rows.
private struct PairSums: Sendable {
  var weight = 0.0
  /// The sum of weight × h.
  var term = 0.0

  static func += (left: inout PairSums, right: PairSums) {
    left.weight += right.weight
    left.term += right.term
  }
}

/// The terms h_ij of pairs of rows.
private struct PairTerms: Sendable {
  private typealias Vector = SIMD8<Double>

  private let labels: [Int32]
  private let weights: [Double]?
  private let bandwidth: Double
  /// The probabilities of each row, filled up with zeros.
  private let probabilities: [Vector]
  private let vectorsPerRow: Int
  /// The sums of the squared probabilities.
  private let squares: [Double]

  init(of map: (any CalibrationMap)?, on data: LabeledPredictions, bandwidth: Double) {
    let lanes = Vector.scalarCount
    let vectorsPerRow = (data.classCount + lanes - 1) / lanes
    let blocks = data.predictions.mapProbabilityBlocks(of: map) { rows, block in
      var probabilities = [Vector](repeating: .zero, count: rows.count * vectorsPerRow)
      for row in 0..<rows.count {
        for (column, score) in block[row].enumerated() {
          probabilities[row * vectorsPerRow + column / lanes][column % lanes] = exp(score)
        }
      }
      return probabilities
    }
    let probabilities = Array(blocks.joined())
    labels = data.labels
    weights = data.weights
    self.bandwidth = bandwidth
    self.probabilities = probabilities
    self.vectorsPerRow = vectorsPerRow
    squares = (0..<data.rowCount).map { row in
      let vectors = probabilities[(row * vectorsPerRow)..<((row + 1) * vectorsPerRow)]
      return vectors.reduce(0) { $0 + ($1 * $1).sum() }
    }
  }

  /// The terms of a row with each of some others.
  func sums(of row: Int, with others: ArraySlice<Int>) -> PairSums {
    var sums = PairSums()
    probabilities.withUnsafeBufferPointer { vectors in
      func probability(_ row: Int, of label: Int) -> Double {
        let lanes = Vector.scalarCount
        return vectors[row * vectorsPerRow + label / lanes][label % lanes]
      }
      let label = Int(labels[row])
      for other in others {
        var products = Vector.zero
        for index in 0..<vectorsPerRow {
          products +=
            vectors[row * vectorsPerRow + index] * vectors[other * vectorsPerRow + index]
        }
        let product = products.sum()
        let otherLabel = Int(labels[other])
        let residuals =
          (label == otherLabel ? 1 : 0) - probability(row, of: otherLabel)
          - probability(other, of: label) + product
        let distance = max(0, squares[row] + squares[other] - 2 * product).squareRoot()
        let weight = (weights?[row] ?? 1) * (weights?[other] ?? 1)
        sums.weight += weight
        sums.term += weight * exp(-distance / bandwidth) * residuals
      }
    }
    return sums
  }
}
