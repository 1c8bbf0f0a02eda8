/// A tensor of a network, by the name that it is saved under.
package struct NamedTensor {
  package let name: String
  package let tensor: Tensor
}

/// An image classifier: an architecture with weights.
///
/// A handle on tensors, as ``Tensor`` is: copies share them, and training changes them.
package struct Network {
  package let architecture: NetworkArchitecture
  package let classCount: Int
  package let device: Device
  /// What training learns, in the order of the layers.
  package let parameters: [NamedTensor]
  /// The running statistics of batch normalisation.
  package let buffers: [NamedTensor]
  private let body: any NetworkBody

  /// A network with fresh weights.
  ///
  /// - Parameters:
  ///   - imageSize: The longer side of the images. Above 32 pixels the first convolution has stride 2.
  ///   - seed: Of the weights, which are the same on every device.
  package init(
    _ architecture: NetworkArchitecture,
    classCount: Int,
    imageSize: Int,
    seed: UInt64,
    device: Device = .cpu
  ) throws(TorchError) {
    var layers = LayerBuilder(seed: seed, device: device)
    body = try architecture.body(classCount: classCount, stemStride: imageSize > 32 ? 2 : 1, layers: &layers)
    self.architecture = architecture
    self.classCount = classCount
    self.device = device
    parameters = layers.parameters
    buffers = layers.buffers
  }

  /// How many numbers training learns.
  package var parameterCount: Int { parameters.reduce(0) { $0 + $1.tensor.count } }

  /// Logits, count × classes, of normalised images, count × 3 × height × width.
  package func logits(of images: Tensor, mode: NetworkMode) throws(TorchError) -> Tensor {
    try body.logits(of: images, mode: mode)
  }
}

/// The layers of a network, wired.
protocol NetworkBody {
  func logits(of images: Tensor, mode: NetworkMode) throws(TorchError) -> Tensor
}
