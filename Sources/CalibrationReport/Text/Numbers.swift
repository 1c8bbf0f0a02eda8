import Calibration

extension Metric {
  /// A value with the unit of the metric's column: the accuracy in percent, others as they are.
  package func text(_ value: Double) -> String {
    switch self {
    case .accuracy, .meanConfidence: Numbers.percent(value)
    default: Numbers.fixed(value, 4)
    }
  }

  /// Both ends of an interval.
  package func text(_ interval: ConfidenceInterval) -> String { interval.text(text) }

  /// The heading of the metric's column.
  package var heading: String {
    switch self {
    case .accuracy, .meanConfidence: "\(name) %"
    default: name
    }
  }
}

extension SlowMetric {
  /// The decimals that show what matters: the squared kernel calibration error is a square.
  var digits: Int { self == .squaredKernelCalibrationError ? 6 : 4 }

  /// A value.
  package func text(_ value: Double) -> String { Numbers.fixed(value, digits) }

  /// Both ends of an interval.
  package func text(_ interval: ConfidenceInterval) -> String { interval.text(text) }
}

extension ConfidenceInterval {
  /// Both ends in a column of numbers; a minus sign keeps its own place.
  fileprivate func text(_ number: (Double) -> String) -> String {
    "\(number(lower))\(lower < 0 ? " to " : "–")\(number(upper))"
  }
}

extension FittedParameter {
  /// The parameter as `T = 1.866 ± 0.067`.
  package var text: String {
    let error = standardError.map { " ± \(Numbers.short($0))" } ?? ""
    return "\(symbol) = \(Numbers.short(value))\(error)"
  }

  /// The parameter without its error.
  package var shortText: String {
    let isSmall = value != 0 && abs(value) < 0.0005
    return "\(symbol) = \(isSmall ? Numbers.short(value) : Numbers.fixed(value, 3))"
  }

  private var symbol: String {
    switch name {
    case "temperature": "T"
    case "gamma": "γ"
    default: name
    }
  }
}

extension [FittedParameter] {
  /// The named parameters, or how many numbers the map has where there are more than a line takes.
  package func text(
    parameterCount count: Int,
    most: Int = 6,
    _ text: KeyPath<FittedParameter, String> = \.text
  ) -> String {
    guard !isEmpty, self.count <= most else { return Numbers.counted(count, "parameter") }
    let named = map { $0[keyPath: text] }.joined(separator: ", ")
    let others = count - self.count { !$0.isSetting }
    return others > 0 ? "\(named), \(others) more" : named
  }
}
