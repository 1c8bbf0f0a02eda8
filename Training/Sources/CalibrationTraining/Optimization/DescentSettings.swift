/// The settings of stochastic gradient descent, which stay the same from step to step.
public struct DescentSettings: Sendable, Hashable, Codable {
  /// μ, at least 0 and below 1.
  public var momentum: Double
  /// λ, at least 0.
  public var weightDecay: Double
  /// Whether the step looks ahead by the momentum (Nesterov).
  public var nesterov: Bool

  /// Settings; the defaults are those of the published recipes.
  public init(momentum: Double = 0.9, weightDecay: Double = 5e-4, nesterov: Bool = false) {
    self.momentum = momentum
    self.weightDecay = weightDecay
    self.nesterov = nesterov
  }
}
