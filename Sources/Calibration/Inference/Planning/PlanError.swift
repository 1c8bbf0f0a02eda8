/// A reason why the size of a sample cannot be planned as asked.
public enum PlanError: Error, Hashable, Sendable {
  /// The number of bins is outside 1 ... 1000.
  case binCount(Int)
  /// A planned effect is not positive, or larger than a model of that accuracy can have an error.
  case effect(Double, Double)
  /// An accuracy does not lie strictly between 0.5 and 1.
  case accuracy(Double)
  /// A power does not lie strictly between 0.5 and 1.
  case power(Double)
  /// A plan is for fewer than two maps, or for too many.
  case mapCount(Int)
  /// So many rows do not show the planned effect.
  case tooManyRows(Int)
}

extension PlanError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .binCount(let count):
      MetricError.binCount(count).description
    case .effect(let effect, let error):
      "an error of \(error) lowered by \(effect) cannot be planned for; the error must lie between 0 and what a model of that accuracy can have, the effect between 0 and the error"
    case .accuracy(let accuracy):
      "the accuracy is \(accuracy); it must lie strictly between 0.5 and 1"
    case .power(let power):
      "the power is \(power); it must lie strictly between 0.5 and 1"
    case .mapCount(let count):
      "a comparison of \(count) maps cannot be planned; give a number from 2 to \(SampleSizePlan.largestMapCount)"
    case .tooManyRows(let count):
      "even \(count) rows do not show the difference with that probability; give a larger effect, or a lower power"
    }
  }
}
