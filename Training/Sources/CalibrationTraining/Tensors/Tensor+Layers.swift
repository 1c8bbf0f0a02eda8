import TorchShim

// Images are count × channels × height × width throughout.
extension Tensor {
  private func make(
    _ operation: (UnsafeMutablePointer<ts_error>) -> OpaquePointer?
  ) throws(TorchError) -> Tensor {
    Tensor(owning: try torchHandle(operation))
  }

  func convolved(with weight: Tensor, stride: Int, padding: Int) throws(TorchError) -> Tensor {
    try make { error in ts_conv2d(handle, weight.handle, Int64(stride), Int64(padding), error) }
  }

  func batchNormalized(
    weight: Tensor,
    bias: Tensor,
    runningMean: Tensor,
    runningVariance: Tensor,
    training: Bool,
    momentum: Double,
    epsilon: Double
  ) throws(TorchError) -> Tensor {
    try make { error in
      ts_batch_norm(
        handle,
        weight.handle,
        bias.handle,
        runningMean.handle,
        runningVariance.handle,
        training,
        momentum,
        epsilon,
        error
      )
    }
  }

  /// Batch-normalised, then plus the residual, then max(x, 0).
  func batchNormalizedAndRectified(
    adding residual: Tensor?,
    weight: Tensor,
    bias: Tensor,
    runningMean: Tensor,
    runningVariance: Tensor,
    training: Bool,
    momentum: Double,
    epsilon: Double
  ) throws(TorchError) -> Tensor {
    try make { error in
      ts_batch_norm_relu(
        handle,
        residual?.handle,
        weight.handle,
        bias.handle,
        runningMean.handle,
        runningVariance.handle,
        training,
        momentum,
        epsilon,
        error
      )
    }
  }

  func adding(_ other: Tensor) throws(TorchError) -> Tensor {
    try make { error in ts_add(handle, other.handle, error) }
  }

  /// x·Wᵀ + b for count × features.
  func transformed(by weight: Tensor, bias: Tensor) throws(TorchError) -> Tensor {
    try make { error in ts_linear(handle, weight.handle, bias.handle, error) }
  }

  /// To count × channels.
  func averagedOverPixels() throws(TorchError) -> Tensor {
    try make { error in ts_global_average_pool(handle, error) }
  }

  func averagePooled(size: Int) throws(TorchError) -> Tensor {
    try make { error in ts_average_pool(handle, Int64(size), error) }
  }

  func maximumPooled(size: Int, stride: Int, padding: Int) throws(TorchError) -> Tensor {
    try make { error in ts_max_pool(handle, Int64(size), Int64(stride), Int64(padding), error) }
  }

  /// Joined along the channels.
  static func concatenated(_ tensors: [Tensor]) throws(TorchError) -> Tensor {
    let handles: [OpaquePointer?] = tensors.map(\.handle)
    return Tensor(
      owning: try torchHandle { error in ts_concatenate(handles, Int64(handles.count), error) }
    )
  }

  /// Every `stride`th pixel, with channels of zeros added on both sides up to `channels`.
  func stridedIdentity(stride: Int, channels: Int) throws(TorchError) -> Tensor {
    try make { error in ts_strided_identity(handle, Int64(stride), Int64(channels), error) }
  }
}
