import Calibration

/// A reason why a training loss cannot be made.
public enum TrainingLossError: Error, Hashable, Sendable {
  /// A parameter has a value that it does not take.
  case parameter(LossParameter, Double)
  /// The epochs of a schedule are not one fewer than its values, above 0 and ascending.
  case schedule
  /// There is no loss of that name.
  case name(UnknownName)
  /// What follows the colon of a loss's name cannot be read, is missing or superfluous; with what
  /// can be typed.
  case text(String, expected: String)
}

extension TrainingLossError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .parameter(let parameter, let value):
      LossError.parameter(parameter, value).description
    case .schedule:
      "a schedule takes one epoch fewer than values, above 0 and ascending, such as 5,3,1@100,250"
    case .name(let unknown):
      unknown.description
    case .text(let text, let expected):
      "'\(text)' cannot be read as a loss; type it as \(expected)"
    }
  }
}

extension LossParameter {
  /// - Throws: ``TrainingLossError/parameter(_:_:)`` when the parameter does not take the value.
  func requireForTraining(_ value: Double) throws(TrainingLossError) {
    guard contains(value) else { throw .parameter(self, value) }
  }
}
