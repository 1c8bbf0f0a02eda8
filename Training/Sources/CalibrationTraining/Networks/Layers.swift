import TorchShim

/// What a network is run for: batch normalisation differs.
package enum NetworkMode: Sendable, Hashable {
  /// Normalise by the batch, and move the running statistics.
  case training
  /// Normalise by the running statistics.
  case evaluation
}

/// A two-dimensional convolution without bias.
struct Convolution {
  /// Output channels × input channels × size × size.
  let weight: Tensor
  let stride: Int
  let padding: Int

  func callAsFunction(_ input: Tensor) throws(TorchError) -> Tensor {
    try input.convolved(with: weight, stride: stride, padding: padding)
  }
}

/// Batch normalisation (Ioffe and Szegedy 2015), with PyTorch's momentum 0.1 and ε 1e-5.
struct BatchNormalization {
  let weight: Tensor
  let bias: Tensor
  let runningMean: Tensor
  let runningVariance: Tensor
  private static let momentum = 0.1
  private static let epsilon = 1e-5

  func callAsFunction(_ input: Tensor, _ mode: NetworkMode) throws(TorchError) -> Tensor {
    try Tensor { error in
      ts_batch_norm(
        input.handle,
        weight.handle,
        bias.handle,
        runningMean.handle,
        runningVariance.handle,
        mode == .training,
        Self.momentum,
        Self.epsilon,
        error
      )
    }
  }

  /// Followed by the addition of a residual branch, or of nothing, and by max(x, 0).
  func rectified(_ input: Tensor, adding residual: Tensor? = nil, _ mode: NetworkMode) throws(TorchError) -> Tensor {
    try Tensor { error in
      ts_batch_norm_relu(
        input.handle,
        residual?.handle,
        weight.handle,
        bias.handle,
        runningMean.handle,
        runningVariance.handle,
        mode == .training,
        Self.momentum,
        Self.epsilon,
        error
      )
    }
  }
}

/// x·Wᵀ + b.
struct Linear {
  /// Output features × input features.
  let weight: Tensor
  let bias: Tensor

  func callAsFunction(_ input: Tensor) throws(TorchError) -> Tensor {
    try input.transformed(by: weight, bias: bias)
  }
}
