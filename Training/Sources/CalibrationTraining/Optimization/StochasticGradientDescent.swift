import TorchShim

/// Stochastic gradient descent with momentum and weight decay, in PyTorch's form (Sutskever et al.
/// 2013): g ← ∇ + λp, v ← μv + g, p ← p − η·(g + μv with Nesterov, v without).
///
/// Weight decay acts on every parameter, as in the published recipes.
package struct StochasticGradientDescent {
  package let settings: DescentSettings
  /// The parameters, and v of each, by the parameter's name.
  package let parameters: [NamedTensor]
  package let velocities: [NamedTensor]

  package init(_ network: Network, settings: DescentSettings) throws(TorchError) {
    self.settings = settings
    parameters = network.parameters
    var velocities: [NamedTensor] = []
    for parameter in network.parameters {
      velocities.append(NamedTensor(name: parameter.name, tensor: try parameter.tensor.zerosLike()))
    }
    self.velocities = velocities
  }

  /// Changes the parameters by the gradients of the last backward pass, which are dropped.
  ///
  /// - Parameter rate: η, above 0.
  package func step(rate: Double) throws(TorchError) {
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
