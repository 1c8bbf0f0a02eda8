import Testing

@testable import Calibration

@Suite struct LinearCoefficientsTests {
  @Test func theDiagonalIsThatOfTheWeights() {
    let vector = LinearCoefficients(weights: [1, 2, 3], intercept: [4, 5, 6])
    #expect(vector.diagonal.map { vector.all[$0] } == [1, 2, 3])
    let matrix = LinearCoefficients(weights: [1, 2, 3, 4], intercept: [5, 6])
    #expect(matrix.diagonal.map { matrix.all[$0] } == [1, 4])
  }

  @Test func partsAreReplacedInPlace() {
    var coefficients = LinearCoefficients(weightCount: 4, classCount: 2)
    coefficients.weights = [1, 2, 3, 4]
    coefficients.intercept[1] = 6
    #expect(coefficients.all == [1, 2, 3, 4, 0, 6])
    #expect(coefficients.weightCount == 4 && coefficients.intercept == [0, 6])
  }
}
