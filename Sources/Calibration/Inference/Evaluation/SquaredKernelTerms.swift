import CMath

/// The terms of the squared kernel calibration error, for pairs of examples.
///
/// An example is a row, or the rows of several independent labels that belong together; the term of two examples is the
/// sum over labels of w_i w_j h_ij, each label paired with the same label of the other example.
struct SquaredKernelTerms: Sendable {
  private typealias Vector = SIMD8<Double>

  /// The number of examples.
  let exampleCount: Int
  /// The number of rows of an example.
  let labelCount: Int
  private let labels: [Int32]
  private let weights: [Double]?
  private let bandwidth: Double
  /// The probabilities of each row, filled up with zeros.
  private let probabilities: [Vector]
  private let vectorsPerRow: Int
  /// The sums of the squared probabilities.
  private let squares: [Double]

  /// The rows of each side's map, one side after the other.
  init(of sides: [MappedPredictions], bandwidth: Double) {
    let lanes = Vector.scalarCount
    let classCount = sides.first?.data.classCount ?? 0
    let vectorsPerRow = (classCount + lanes - 1) / lanes
    let probabilities = sides.flatMap { side in
      side.data.predictions.mapProbabilityBlocks(of: side.map) { rows, block in
        var probabilities = [Vector](repeating: .zero, count: rows.count * vectorsPerRow)
        for row in 0..<rows.count {
          for (column, score) in block[row].enumerated() {
            probabilities[row * vectorsPerRow + column / lanes][column % lanes] = exp(score)
          }
        }
        return probabilities
      }.joined()
    }
    labelCount = sides.first?.data.predictions.labelCount ?? 1
    labels = sides.flatMap(\.data.labels)
    exampleCount = labels.count / labelCount
    weights = sides.first?.data.weights == nil ? nil : sides.flatMap { $0.data.weights ?? [] }
    self.bandwidth = bandwidth
    self.probabilities = probabilities
    self.vectorsPerRow = vectorsPerRow
    squares = labels.indices.map { row in
      let vectors = probabilities[(row * vectorsPerRow)..<((row + 1) * vectorsPerRow)]
      return vectors.reduce(0) { $0 + ($1 * $1).sum() }
    }
  }

  /// The weight of a label of an example.
  func weight(ofExample example: Int, label: Int) -> Double {
    weights?[example * labelCount + label] ?? 1
  }

  /// The terms of an example with each of some others, in their order.
  func terms(of example: Int, with others: ArraySlice<Int>) -> [Double] {
    probabilities.withUnsafeBufferPointer { vectors in
      others.map { other in
        (0..<labelCount).reduce(0) { sum, label in
          sum + term(of: example * labelCount + label, with: other * labelCount + label, vectors)
        }
      }
    }
  }

  /// w_i w_j h_ij of two rows.
  private func term(of row: Int, with other: Int, _ vectors: UnsafeBufferPointer<Vector>) -> Double {
    func probability(_ row: Int, of label: Int32) -> Double {
      let lanes = Vector.scalarCount
      return vectors[row * vectorsPerRow + Int(label) / lanes][Int(label) % lanes]
    }
    var products = Vector.zero
    for index in 0..<vectorsPerRow {
      products += vectors[row * vectorsPerRow + index] * vectors[other * vectorsPerRow + index]
    }
    let product = products.sum()
    let residuals =
      (labels[row] == labels[other] ? 1 : 0) - probability(row, of: labels[other])
      - probability(other, of: labels[row]) + product
    let distance = max(0, squares[row] + squares[other] - 2 * product).squareRoot()
    let term = exp(-distance / bandwidth) * residuals
    guard let weights else { return term }
    return weights[row] * weights[other] * term
  }
}
