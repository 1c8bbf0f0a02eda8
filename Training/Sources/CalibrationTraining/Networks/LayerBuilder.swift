/// Makes the layers of a network with fresh weights, and keeps their tensors by name.
///
/// Names are PyTorch's (`layer1.0.conv1.weight`), so that saved weights can be loaded there.
struct LayerBuilder {
  private(set) var parameters: [NamedTensor] = []
  private(set) var buffers: [NamedTensor] = []
  let device: Device
  private var seeds: RandomStream

  init(seed: UInt64, device: Device) {
    self.device = device
    seeds = RandomStream(seed: seed)
  }

  /// Weights drawn as He et al. 2015 do for ReLU, by the fan-out.
  mutating func convolution(
    _ name: String,
    from inputs: Int,
    to outputs: Int,
    size: Int = 3,
    stride: Int = 1
  ) throws(TorchError) -> Convolution {
    let deviation = (2 / Float(outputs * size * size)).squareRoot()
    let weight = try Tensor.normal(
      shape: [outputs, inputs, size, size],
      standardDeviation: deviation,
      seed: seeds.next(),
      device: device
    )
    return Convolution(
      weight: parameter("\(name).weight", try weight.channelsLast()),
      stride: stride,
      padding: size / 2
    )
  }

  mutating func batchNormalization(_ name: String, channels: Int) throws(TorchError) -> BatchNormalization {
    BatchNormalization(
      weight: parameter("\(name).weight", try .full(1, shape: [channels], device: device)),
      bias: parameter("\(name).bias", try .full(0, shape: [channels], device: device)),
      runningMean: buffer("\(name).running_mean", try .full(0, shape: [channels], device: device)),
      runningVariance: buffer("\(name).running_var", try .full(1, shape: [channels], device: device))
    )
  }

  /// Weights and bias drawn as PyTorch does, uniformly within 1/√inputs.
  mutating func linear(_ name: String, from inputs: Int, to outputs: Int) throws(TorchError)
    -> Linear
  {
    let bound = 1 / Float(inputs).squareRoot()
    return Linear(
      weight: parameter(
        "\(name).weight",
        try .uniform(shape: [outputs, inputs], bound: bound, seed: seeds.next(), device: device)
      ),
      bias: parameter("\(name).bias", try .uniform(shape: [outputs], bound: bound, seed: seeds.next(), device: device))
    )
  }

  private mutating func parameter(_ name: String, _ tensor: Tensor) -> Tensor {
    tensor.requireGradient()
    parameters.append(NamedTensor(name: name, tensor: tensor))
    return tensor
  }

  private mutating func buffer(_ name: String, _ tensor: Tensor) -> Tensor {
    buffers.append(NamedTensor(name: name, tensor: tensor))
    return tensor
  }
}
