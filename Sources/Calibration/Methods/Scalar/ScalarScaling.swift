/// A method that fits T, γ or both of p = Φ_γ(softmax(z / T)): ``TemperatureScaling``, ``FocalScaling`` and
/// ``FocalTemperatureScaling``.
public protocol ScalarScaling: CalibrationMethod, Codable {
  /// What is fitted; T stays 1 and γ stays 0 where they are not.
  static var parameters: ScalarParameters { get }
  /// What the fit minimises.
  var objective: FittingObjective { get set }
  /// Where the fit looks: in the whole box, or on the published grid.
  var search: ParameterSearch { get set }

  /// The map that an optimum is, whose T is 1 or γ is 0 where it was not fitted.
  static func map(at optimum: FocalTemperatureMap) -> Map

  /// Creates the method, which minimises the negative log-likelihood over the whole box.
  init()
}

/// What of p = Φ_γ(softmax(z / T)) a method fits.
public enum ScalarParameters: Sendable {
  /// T alone.
  case temperature
  /// γ alone.
  case gamma
  /// T and γ.
  case both

  var varyingTemperature: Bool { self != .gamma }
  var varyingGamma: Bool { self != .temperature }
  var count: Int { self == .both ? 2 : 1 }
}

extension ScalarScaling {
  /// Creates the method.
  ///
  /// - Parameters:
  ///   - objective: What the fit minimises.
  ///   - search: Where it looks for the parameters: in the whole box, or on the published grid.
  public init(objective: FittingObjective = .negativeLogLikelihood, search: ParameterSearch = .optimum) {
    self.init()
    self.objective = objective
    self.search = search
  }

  public func fit(to data: LabeledPredictions, progress: FitProgressHandler?) throws(PredictionsError) -> Fit<Map> {
    let result = ScalarFit(freedom: Self.parameters, loss: objective, search: search).fit(to: data)
    return Fit(
      map: Self.map(at: FocalTemperatureMap(unchecked: result.temperature, gamma: result.gamma)),
      parameters: (Self.parameters.varyingTemperature ? [result.temperatureParameter] : [])
        + (Self.parameters.varyingGamma ? [result.gammaParameter] : []),
      objective: objective,
      result,
      data
    )
  }
}
