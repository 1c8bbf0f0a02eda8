/// The wide residual network of Zagoruyko and Komodakis 2016: three stages of 16, 32 and 64 times
/// `width` channels, with normalisation and ReLU before each convolution.
struct WideResNet: NetworkBody {
  private struct Block {
    let firstNorm: BatchNormalization
    let first: Convolution
    let secondNorm: BatchNormalization
    let second: Convolution
    let shortcut: Convolution?

    func callAsFunction(_ input: Tensor, _ mode: NetworkMode) throws(TorchError) -> Tensor {
      let activated = try firstNorm.rectified(input, mode)
      let hidden = try secondNorm.rectified(try first(activated), mode)
      // A shortcut that convolves takes what the residual branch takes; one that does not, the raw
      // input.
      return try second(hidden).adding(try shortcut?(activated) ?? input)
    }
  }

  private let stem: Convolution
  private let blocks: [Block]
  private let finalNorm: BatchNormalization
  private let classifier: Linear

  init(
    blocksPerStage: Int,
    width: Int,
    classCount: Int,
    stemStride: Int,
    layers: inout LayerBuilder
  ) throws(TorchError) {
    stem = try layers.convolution("conv1", from: 3, to: 16, stride: stemStride)
    var blocks: [Block] = []
    var inputs = 16
    for stage in 0..<3 {
      let outputs = (16 << stage) * width
      for index in 0..<blocksPerStage {
        let name = "block\(stage + 1).layer.\(index)"
        let stride = stage > 0 && index == 0 ? 2 : 1
        blocks.append(
          Block(
            firstNorm: try layers.batchNormalization("\(name).bn1", channels: inputs),
            first: try layers.convolution("\(name).conv1", from: inputs, to: outputs, stride: stride),
            secondNorm: try layers.batchNormalization("\(name).bn2", channels: outputs),
            second: try layers.convolution("\(name).conv2", from: outputs, to: outputs),
            shortcut: inputs == outputs
              ? nil
              : try layers.convolution("\(name).convShortcut", from: inputs, to: outputs, size: 1, stride: stride)
          )
        )
        inputs = outputs
      }
    }
    self.blocks = blocks
    finalNorm = try layers.batchNormalization("bn1", channels: inputs)
    classifier = try layers.linear("fc", from: inputs, to: classCount)
  }

  func logits(of images: Tensor, mode: NetworkMode) throws(TorchError) -> Tensor {
    var features = try stem(images)
    for block in blocks { features = try block(features, mode) }
    return try classifier(try finalNorm.rectified(features, mode).averagedOverPixels())
  }
}
