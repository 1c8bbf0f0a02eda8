/// The residual network of He et al. 2016 with four stages, as it is used for images of 32 × 32 and
/// 64 × 64 pixels: its stem is one 3 × 3 convolution without pooling. Shortcuts that change the
/// shape are 1 × 1 convolutions, and a bottleneck strides in its 3 × 3 convolution.
struct ResNet: NetworkBody {
  private struct Block {
    let convolutions: [(Convolution, BatchNormalization)]
    let shortcut: (Convolution, BatchNormalization)?

    func callAsFunction(_ input: Tensor, _ mode: NetworkMode) throws(TorchError) -> Tensor {
      var added = input
      if let (convolution, norm) = shortcut { added = try norm(try convolution(input), mode) }
      var features = input
      for (index, (convolution, norm)) in convolutions.enumerated() {
        let isLast = index + 1 == convolutions.count
        features = try norm.rectified(try convolution(features), adding: isLast ? added : nil, mode)
      }
      return features
    }
  }

  private let stem: Convolution
  private let stemNorm: BatchNormalization
  private let blocks: [Block]
  private let classifier: Linear

  init(
    blocksPerStage: [Int],
    bottleneck: Bool,
    classCount: Int,
    stemStride: Int,
    layers: inout LayerBuilder
  ) throws(TorchError) {
    stem = try layers.convolution("conv1", from: 3, to: 64, stride: stemStride)
    stemNorm = try layers.batchNormalization("bn1", channels: 64)
    var blocks: [Block] = []
    var inputs = 64
    for (stage, count) in blocksPerStage.enumerated() {
      let channels = 64 << stage
      let outputs = bottleneck ? 4 * channels : channels
      for index in 0..<count {
        blocks.append(
          try Self.block(
            "layer\(stage + 1).\(index)",
            from: inputs,
            through: channels,
            to: outputs,
            stride: stage > 0 && index == 0 ? 2 : 1,
            layers: &layers
          )
        )
        inputs = outputs
      }
    }
    self.blocks = blocks
    classifier = try layers.linear("fc", from: inputs, to: classCount)
  }

  private static func block(
    _ name: String,
    from inputs: Int,
    through channels: Int,
    to outputs: Int,
    stride: Int,
    layers: inout LayerBuilder
  ) throws(TorchError) -> Block {
    let isBottleneck = outputs != channels
    let shapes =
      isBottleneck
      ? [(inputs, channels, 1, 1), (channels, channels, 3, stride), (channels, outputs, 1, 1)]
      : [(inputs, outputs, 3, stride), (outputs, outputs, 3, 1)]
    var convolutions: [(Convolution, BatchNormalization)] = []
    for (index, (inputs, outputs, size, stride)) in shapes.enumerated() {
      convolutions.append(
        (
          try layers.convolution("\(name).conv\(index + 1)", from: inputs, to: outputs, size: size, stride: stride),
          try layers.batchNormalization("\(name).bn\(index + 1)", channels: outputs)
        )
      )
    }
    guard inputs != outputs || stride != 1 else {
      return Block(convolutions: convolutions, shortcut: nil)
    }
    return Block(
      convolutions: convolutions,
      shortcut: (
        try layers.convolution("\(name).downsample.0", from: inputs, to: outputs, size: 1, stride: stride),
        try layers.batchNormalization("\(name).downsample.1", channels: outputs)
      )
    )
  }

  func logits(of images: Tensor, mode: NetworkMode) throws(TorchError) -> Tensor {
    var features = try stemNorm.rectified(try stem(images), mode)
    for block in blocks { features = try block(features, mode) }
    return try classifier(try features.averagedOverPixels())
  }
}
