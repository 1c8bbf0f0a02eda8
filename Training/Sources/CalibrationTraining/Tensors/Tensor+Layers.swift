import TorchShim

// Images are count × channels × height × width throughout.
extension Tensor {
  func convolved(with weight: Tensor, stride: Int, padding: Int) throws(TorchError) -> Tensor {
    try Tensor { error in ts_conv2d(handle, weight.handle, Int64(stride), Int64(padding), error) }
  }

  func adding(_ other: Tensor) throws(TorchError) -> Tensor {
    try Tensor { error in ts_add(handle, other.handle, error) }
  }

  /// x·Wᵀ + b for count × features.
  func transformed(by weight: Tensor, bias: Tensor) throws(TorchError) -> Tensor {
    try Tensor { error in ts_linear(handle, weight.handle, bias.handle, error) }
  }

  /// To count × channels.
  func averagedOverPixels() throws(TorchError) -> Tensor {
    try Tensor { error in ts_global_average_pool(handle, error) }
  }

  func averagePooled(size: Int) throws(TorchError) -> Tensor {
    try Tensor { error in ts_average_pool(handle, Int64(size), error) }
  }

  /// Joined along the channels.
  static func concatenated(_ tensors: [Tensor]) throws(TorchError) -> Tensor {
    let handles: [OpaquePointer?] = tensors.map(\.handle)
    return try Tensor { error in ts_concatenate(handles, Int64(handles.count), error) }
  }

  /// Every `stride`th pixel, with channels of zeros added on both sides up to `channels`.
  func stridedIdentity(stride: Int, channels: Int) throws(TorchError) -> Tensor {
    try Tensor { error in ts_strided_identity(handle, Int64(stride), Int64(channels), error) }
  }
}
