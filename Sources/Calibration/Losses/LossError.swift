/// A reason why a loss cannot be made.
public enum LossError: Error, Hashable, Sendable {
  /// A parameter has a value that it does not take.
  case parameter(LossParameter, Double)
}

extension LossError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .parameter(let parameter, let value):
      "\(parameter.name) is \(value); it must be \(parameter.requirement)"
    }
  }
}

extension LossParameter {
  /// - Throws: ``LossError/parameter(_:_:)`` when the parameter does not take the value.
  func check(_ value: Double) throws(LossError) {
    guard contains(value) else { throw .parameter(self, value) }
  }
}
