/// The residual network for small images of He et al. 2016 ("Deep Residual Learning for Image
/// Recognition"), section 4.2: three stages of 16, 32 and 64 channels, shortcuts without
/// parameters.
struct CIFARResNet: NetworkBody {
  private struct Block {
    let first: Convolution
    let firstNorm: BatchNormalization
    let second: Convolution
    let secondNorm: BatchNormalization

    func callAsFunction(_ input: Tensor, _ mode: NetworkMode) throws(TorchError) -> Tensor {
      let hidden = try firstNorm.rectified(try first(input), mode)
      let channels = second.weight.shape[0]
      let shortcut =
        input.shape[1] == channels
        ? input : try input.stridedIdentity(stride: first.stride, channels: channels)
      return try secondNorm.rectified(try second(hidden), adding: shortcut, mode)
    }
  }

  private let stem: Convolution
  private let stemNorm: BatchNormalization
  private let blocks: [Block]
  private let classifier: Linear

  init(blocksPerStage: Int, classCount: Int, stemStride: Int, layers: inout LayerBuilder) throws(TorchError) {
    stem = try layers.convolution("conv1", from: 3, to: 16, stride: stemStride)
    stemNorm = try layers.batchNormalization("bn1", channels: 16)
    var blocks: [Block] = []
    var inputs = 16
    for (stage, outputs) in [16, 32, 64].enumerated() {
      for index in 0..<blocksPerStage {
        let name = "layer\(stage + 1).\(index)"
        blocks.append(
          Block(
            first: try layers.convolution("\(name).conv1", from: inputs, to: outputs, stride: outputs / inputs),
            firstNorm: try layers.batchNormalization("\(name).bn1", channels: outputs),
            second: try layers.convolution("\(name).conv2", from: outputs, to: outputs),
            secondNorm: try layers.batchNormalization("\(name).bn2", channels: outputs)
          )
        )
        inputs = outputs
      }
    }
    self.blocks = blocks
    classifier = try layers.linear("fc", from: 64, to: classCount)
  }

  func logits(of images: Tensor, mode: NetworkMode) throws(TorchError) -> Tensor {
    var features = try stemNorm.rectified(try stem(images), mode)
    for block in blocks { features = try block(features, mode) }
    return try classifier(try features.averagedOverPixels())
  }
}
