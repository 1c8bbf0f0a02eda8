import TorchShim

/// Stochastic gradient descent with momentum and weight decay, in PyTorch's form (Sutskever et al.
/// 2013): g ← ∇ + λp, v ← μv + g, p ← p − η·(g + μv with Nesterov, v without).
///
/// Weight decay acts on every parameter, as in the published recipes.
public struct StochasticGradientDescent {
  /// The settings of a run, which stay the same from step to step.
  public struct Settings: Sendable, Hashable, Codable {
    /// μ, at least 0 and below 1.
    public var momentum: Double
    /// λ, at least 0.
    public var weightDecay: Double
    public var nesterov: Bool

    public init(momentum: Double = 0.9, weightDecay: Double = 5e-4, nesterov: Bool = false) {
      self.momentum = momentum
      self.weightDecay = weightDecay
      self.nesterov = nesterov
    }
  }

  public let settings: Settings
  /// The parameters, and v of each, by the parameter's name.
  public let parameters: [NamedTensor]
  public let velocities: [NamedTensor]

  public init(_ network: Network, settings: Settings) throws(TorchError) {
    self.settings = settings
    parameters = network.parameters
    var velocities: [NamedTensor] = []
    for parameter in network.parameters {
      velocities.append(
        NamedTensor(name: parameter.name, tensor: try parameter.tensor.zerosLike())
      )
    }
    self.velocities = velocities
  }

  /// Changes the parameters by the gradients of the last backward pass, which are dropped.
  ///
  /// - Parameter rate: η, above 0.
  public func step(rate: Double) throws(TorchError) {
    let parameterHandles: [OpaquePointer?] = parameters.map(\.tensor.handle)
    let velocityHandles: [OpaquePointer?] = velocities.map(\.tensor.handle)
    try orTorchError { error in
      ts_sgd_step(
        parameterHandles,
        velocityHandles,
        Int64(parameterHandles.count),
        rate,
        settings.momentum,
        settings.weightDecay,
        settings.nesterov,
        error
      )
    }
  }
}
