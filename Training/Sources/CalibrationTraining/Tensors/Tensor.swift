import TorchShim

/// An array of libtorch, of 32-bit floats or 64-bit integers, on a device.
///
/// A handle: copies of the reference are the same array. Operations record what a backward pass
/// needs, unless they run in ``withoutGradients(_:)``. Not for two threads at a time.
package final class Tensor {
  let handle: OpaquePointer

  init(owning handle: OpaquePointer) {
    self.handle = handle
  }

  deinit {
    ts_free(handle)
  }

  /// A copy of `values`, which lie in C order; as many as `shape` says.
  package init(_ values: [Float], shape: [Int], device: Device = .cpu) throws(TorchError) {
    precondition(values.count == shape.reduce(1, *), "the number of values is not that of the shape")
    handle = try torchHandle { error in
      ts_from_floats(values, shape.map(Int64.init), Int32(shape.count), device.handle, error)
    }
  }

  /// A copy of `values`, as a tensor of one dimension.
  package init(_ values: [Int64], device: Device = .cpu) throws(TorchError) {
    handle = try torchHandle { error in
      ts_from_int64s(values, [Int64(values.count)], 1, device.handle, error)
    }
  }

  /// A copy of images whose values lie as count × height × width × 3, as count × 3 × height ×
  /// width; the order in memory stays (channels last), which is what convolutions are fastest on.
  package init(images values: [Float], count: Int, height: Int, width: Int, device: Device = .cpu) throws(TorchError) {
    precondition(values.count == count * height * width * 3, "the number of values is not that of the images")
    handle = try torchHandle { error in
      ts_from_images(values, Int64(count), Int64(height), Int64(width), 3, device.handle, error)
    }
  }

  /// What a function of the shim makes.
  init(_ make: (UnsafeMutablePointer<ts_error>) -> OpaquePointer?) throws(TorchError) {
    handle = try torchHandle(make)
  }

  /// The same value everywhere.
  static func full(_ value: Float, shape: [Int], device: Device) throws(TorchError) -> Tensor {
    try Tensor { error in
      ts_full(shape.map(Int64.init), Int32(shape.count), value, device.handle, error)
    }
  }

  /// Zeros of the same shape, device and order in memory.
  func zerosLike() throws(TorchError) -> Tensor {
    try Tensor { error in ts_zeros_like(handle, error) }
  }

  /// Normal draws with mean 0; the same for a seed on every device.
  static func normal(
    shape: [Int],
    standardDeviation: Float,
    seed: UInt64,
    device: Device
  ) throws(TorchError) -> Tensor {
    try Tensor { error in
      ts_normal(shape.map(Int64.init), Int32(shape.count), standardDeviation, seed, device.handle, error)
    }
  }

  /// Uniform draws on [−bound, bound]; the same for a seed on every device.
  static func uniform(shape: [Int], bound: Float, seed: UInt64, device: Device) throws(TorchError) -> Tensor {
    try Tensor { error in
      ts_uniform(shape.map(Int64.init), Int32(shape.count), bound, seed, device.handle, error)
    }
  }

  /// The same values, with those of a pixel side by side in memory.
  func channelsLast() throws(TorchError) -> Tensor {
    try Tensor { error in ts_channels_last(handle, error) }
  }

  /// The values as 32-bit floats, where an operation in bfloat16 made them.
  func inSinglePrecision() throws(TorchError) -> Tensor {
    try Tensor { error in ts_single_precision(handle, error) }
  }

  /// The same values without what was recorded for a backward pass, which can then be freed.
  func detached() throws(TorchError) -> Tensor {
    try Tensor { error in ts_detach(handle, error) }
  }

  /// The length of each dimension.
  package var shape: [Int] {
    [Int64](unsafeUninitializedCapacity: Int(ts_rank(handle))) { buffer, count in
      ts_shape(handle, buffer.baseAddress)
      count = buffer.count
    }.map(Int.init)
  }

  /// How many values it has.
  package var count: Int { shape.reduce(1, *) }

  /// A copy of all values in C order.
  package func floats() throws(TorchError) -> [Float] {
    var values = [Float](repeating: 0, count: count)
    try orTorchError { error in ts_copy_floats(handle, &values, Int64(values.count), error) }
    return values
  }

  /// Overwrites all values, given in C order.
  package func set(_ values: [Float]) throws(TorchError) {
    try orTorchError { error in ts_set_floats(handle, values, Int64(values.count), error) }
  }

  /// The value of a tensor with one element.
  package func scalar() throws(TorchError) -> Double {
    var value = 0.0
    try orTorchError { error in ts_scalar(handle, &value, error) }
    return value
  }
}
