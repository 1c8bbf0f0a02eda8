extension UnsafeRawBufferPointer {
  /// The bytes of a range, counted from 0 again.
  func part(_ range: some RangeExpression<Int>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: self[range])
  }
}

extension UnsafeMutableRawBufferPointer {
  /// The bytes of a range, counted from 0 again.
  func part(_ range: some RangeExpression<Int>) -> UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(rebasing: self[range])
  }
}

extension Array where Element: BitwiseCopyable {
  /// `withUnsafeBytes` with typed errors.
  func withRawBytes<Result, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> Result) throws(E) -> Result {
    try withUnsafeBufferPointer { elements throws(E) in
      try body(UnsafeRawBufferPointer(elements))
    }
  }
}
