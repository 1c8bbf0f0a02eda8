/// Methods fitted one after the other: each on what the maps before it give.
///
/// ```swift
/// let method = TemperatureScaling().then(FocalScaling())
/// let map = try method.fit(to: validation).map     // a ComposedMap of two parts
/// ```
///
/// Each part is fitted on its own, so the result may be short of the optimum over all parameters
/// together; where a method fits the same parameters jointly, prefer it. The scores between two parts
/// are kept as one matrix of log-probabilities, of the size of the input.
public struct ComposedMethod: CalibrationMethod {
  public typealias Map = ComposedMap

  /// The parts in the order of their application; no part is itself a composition.
  public let methods: [any CalibrationMethod]

  /// Composes methods; none at all give a map that only normalises.
  public init(_ methods: [any CalibrationMethod]) {
    self.methods = methods.flatMap { method in (method as? ComposedMethod)?.methods ?? [method] }
  }

  /// The objective of the result is that of the last part, before the parts and after them.
  public func fit(to data: LabeledPredictions, progress: FitProgressHandler?) throws(PredictionsError) -> Fit<Map> {
    var current = data
    var parts: [Fit<ComposedMap>] = []
    for method in methods {
      if let map = parts.last?.map {
        current = try LabeledPredictions(
          map.logProbabilities(for: current.predictions),
          labels: data.labels,
          weights: data.weights
        )
      }
      parts.append(try method.composedFit(to: current, progress))
    }
    let objective = parts.last?.objective ?? .negativeLogLikelihood
    let before =
      parts.first?.objective == objective
      ? parts.first?.uncalibratedValue : parts.last?.uncalibratedValue
    let uncalibrated = before ?? EvaluatedRows(uncalibrated: data).negativeLogLikelihood
    return Fit(
      map: ComposedMap(unchecked: parts.map(\.map)),
      parameters: parameters(of: parts),
      objective: objective,
      value: parts.last?.value ?? uncalibrated,
      uncalibratedValue: uncalibrated,
      rowCount: data.predictions.exampleCount,
      classCount: data.classCount,
      warnings: parts.flatMap(\.warnings).reduce(into: []) { warnings, warning in
        if !warnings.contains(warning) { warnings.append(warning) }
      },
      selections: parts.flatMap(\.selections)
    )
  }

  /// All parameters; names that several parts use are numbered by the part, from 1.
  private func parameters(of parts: [Fit<ComposedMap>]) -> [FittedParameter] {
    let names = parts.flatMap { $0.parameters.map(\.name) }
    return parts.enumerated().flatMap { index, part in
      part.parameters.map { parameter in
        let isUnique = names.count { $0 == parameter.name } == 1
        return isUnique ? parameter : parameter.renamed("\(parameter.name)_\(index + 1)")
      }
    }
  }
}

extension ComposedMethod: Hashable {
  public static func == (left: ComposedMethod, right: ComposedMethod) -> Bool {
    left.methods.map { AnyHashable($0) } == right.methods.map { AnyHashable($0) }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(methods.map { AnyHashable($0) })
  }
}

extension CalibrationMethod {
  /// The fit with its map as a composition, so that fits of any methods have one type.
  func composedFit(
    to data: LabeledPredictions,
    _ progress: FitProgressHandler? = nil
  ) throws(PredictionsError) -> Fit<ComposedMap> {
    let fit = try fit(to: data, progress: progress)
    return Fit(
      map: ComposedMap(unchecked: [fit.map]),
      parameters: fit.parameters,
      objective: fit.objective,
      value: fit.value,
      uncalibratedValue: fit.uncalibratedValue,
      rowCount: fit.rowCount,
      classCount: fit.classCount,
      warnings: fit.warnings,
      selections: fit.selections
    )
  }
}

extension CalibrationMethod {
  /// The method that fits this one first, and `next` on what its map gives.
  public func then(_ next: any CalibrationMethod) -> ComposedMethod {
    ComposedMethod([self, next])
  }
}
