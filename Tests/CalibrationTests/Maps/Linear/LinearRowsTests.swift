import TestSupport
import Testing

@testable import Calibration

@Suite struct LinearRowsTests {
  /// Class counts and row counts that do and do not fill whole vectors and tiles.
  @Test(arguments: [2, 3, 8, 13, 33], [1, 4, 7, 25])
  func productsAndGradientsAreTheSumsTheyClaim(classes: Int, rows: Int) throws {
    try checkSums(classes: classes, rows: rows)
  }

  /// More classes, or more rows, than the kernel copies at a time.
  @Test(arguments: [(260, 5), (9, 300)])
  func productsOfManyPanelsAreTheSumsTheyClaim(classes: Int, rows: Int) throws {
    try checkSums(classes: classes, rows: rows)
  }

  private func checkSums(classes: Int, rows: Int) throws {
    var generator = SeededGenerator(seed: UInt64(classes * 100 + rows))
    func random(_ count: Int) -> [Double] {
      (0..<count).map { _ in Double.random(in: -1...1, using: &generator) }
    }
    let matrix = MatrixRows(transposed: random(classes * classes), intercept: random(classes), floor: -0.75)
    var input = random(rows * classes)
    input[1] = -.infinity
    let gradient = random(rows * classes)
    var output = [Double](repeating: 0, count: input.count)
    matrix.apply(input, rowCount: rows, into: &output)
    var sums = LinearCoefficients([Double](repeating: 1, count: classes * (classes + 1)), classCount: classes)
    matrix.addGradient(input, gradient, rowCount: rows, to: &sums)
    let (weights, intercept) = (sums.weights, sums.intercept)
    #expect(output[1] == -.infinity)
    // Sums of up to 300 terms below 1 in another order.
    for row in 0..<rows {
      for to in 0..<classes where row * classes + to != 1 {
        let sum = (0..<classes).reduce(matrix.intercept[to]) { sum, from in
          sum + max(input[row * classes + from], -0.75) * matrix.transposed[from * classes + to]
        }
        #expect(abs(output[row * classes + to] - sum) < 1e-12)
      }
    }
    for to in 0..<classes {
      let sum = (0..<rows).reduce(1) { $0 + gradient[$1 * classes + to] }
      #expect(abs(intercept[to] - sum) < 1e-12)
      for from in 0..<classes {
        let sum = (0..<rows).reduce(1) {
          $0 + max(input[$1 * classes + from], -0.75) * gradient[$1 * classes + to]
        }
        #expect(abs(weights[from * classes + to] - sum) < 1e-12)
      }
    }
  }

  /// Up to 700 terms in [0, 1), each rounded to 2⁻²⁴ as both factors are, then added up with as many
  /// roundings: relative errors that a multiple of 1e-7 bounds with room to spare.
  @Test(arguments: [(2, 3), (16, 7), (37, 130), (270, 5), (9, 700)])
  func singlePrecisionAgreesWithDouble(classes: Int, rows: Int) throws {
    var generator = SeededGenerator(seed: UInt64(classes * 1000 + rows))
    func random(_ count: Int) -> [Double] {
      (0..<count).map { _ in Double.random(in: 0..<1, using: &generator) }
    }
    let matrix = MatrixRows(transposed: random(classes * classes), intercept: random(classes), floor: 0.25)
    let diagonal = DiagonalRows(diagonal: random(classes), intercept: random(classes))
    var input = random(rows * classes)
    input[1] = -.infinity
    let gradient = random(rows * classes)
    try expectAgreement(matrix, input, gradient, rowCount: rows)
    // A diagonal keeps an impossible class's gradient at 0 only if it is 0 where it comes from.
    var possible = gradient
    possible[1] = 0
    try expectAgreement(diagonal, input, possible, rowCount: rows)
  }

  private func expectAgreement(
    _ rows: some LinearRows<Double>,
    _ input: [Double],
    _ gradient: [Double],
    rowCount: Int
  ) throws {
    let double = results(rows, input, gradient, rowCount)
    let single = results(rows.single, input.map { Float($0) }, gradient.map { Float($0) }, rowCount)
    for (left, right) in zip(double, single) {
      #expect(left == right || abs(left - right) < 1e-6 * (abs(left) + 1))
    }
    #expect(double[1] == -.infinity && single[1] == -.infinity)
    #expect(double != single)
  }

  /// Outputs, then the derivatives with respect to weights and intercept.
  private func results<Rows: LinearRows>(
    _ rows: Rows,
    _ input: [Rows.Real],
    _ gradient: [Rows.Real],
    _ rowCount: Int
  ) -> [Double] {
    var output = input
    rows.apply(input, rowCount: rowCount, into: &output)
    var sums = LinearCoefficients(weightCount: rows.weightCount, classCount: input.count / rowCount)
    rows.addGradient(input, gradient, rowCount: rowCount, to: &sums)
    return output.map { Double($0) } + sums.all
  }

  @Test func aDiagonalMatrixIsADiagonal() throws {
    let input: [Double] = [-1, -2, -0.5, -3, -.infinity, -0.1]
    let diagonal = DiagonalRows(diagonal: [2, -1, 0.5], intercept: [0.1, 0.2, 0.3])
    let full = MatrixRows(transposed: [2, 0, 0, 0, -1, 0, 0, 0, 0.5], intercept: [0.1, 0.2, 0.3], floor: -87)
    var left = [Double](repeating: 0, count: 6)
    var right = left
    diagonal.apply(input, rowCount: 2, into: &left)
    full.apply(input, rowCount: 2, into: &right)
    for (left, right) in zip(left, right) { #expect(left == right || abs(left - right) < 1e-15) }
  }
}
