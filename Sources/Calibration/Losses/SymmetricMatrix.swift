extension UnsafeMutableBufferPointer<Double> {
  /// Fills a symmetric matrix, which lies row by row, from its diagonal and what is below it.
  @inline(__always)
  func fillSymmetric(order: Int, diagonal: (Int) -> Double, offDiagonal: (_ row: Int, _ column: Int) -> Double) {
    for row in 0..<order {
      self[row * order + row] = diagonal(row)
      for column in 0..<row {
        let value = offDiagonal(row, column)
        self[row * order + column] = value
        self[column * order + row] = value
      }
    }
  }
}
