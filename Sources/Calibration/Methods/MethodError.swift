/// A reason why a method cannot be made with the settings asked for.
public enum MethodError: Error, Hashable, Sendable {
  /// The number of bins is outside 1 ... 1000.
  case binCount(Int)
  /// The number of knots is outside 2 ... 1000.
  case knotCount(Int)
  /// Cross-validation needs at least two folds and one repeat.
  case foldCount(Int)

  static func check(binCount: Int) throws(MethodError) {
    guard (1...1000).contains(binCount) else { throw .binCount(binCount) }
  }

  static func check(knotCount: Int) throws(MethodError) {
    guard (2...1000).contains(knotCount) else { throw .knotCount(knotCount) }
  }
}

extension MethodError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .binCount(let count):
      "\(count) bins were asked for; give a number from 1 to 1000"
    case .knotCount(let count):
      "\(count) knots were asked for; give a number from 2 to 1000"
    case .foldCount(let count):
      "\(count) folds were asked for; cross-validation needs at least two, and one repeat"
    }
  }
}
