/// The densely connected network for small images of Huang et al. 2017: three blocks in which every
/// layer takes all outputs before it, joined by transitions that halve the image. The BC kind has 1
/// × 1 bottlenecks of four times the growth before each 3 × 3 convolution, and transitions that
/// halve the channels too.
struct DenseNet: NetworkBody {
  private struct Layer {
    let convolutions: [(norm: BatchNormalization, convolution: Convolution)]

    func callAsFunction(_ input: Tensor, _ mode: NetworkMode) throws(TorchError) -> Tensor {
      var features = input
      for (norm, convolution) in convolutions {
        features = try convolution(try norm.rectified(features, mode))
      }
      return try .concatenated([input, features])
    }
  }

  private struct Transition {
    let norm: BatchNormalization
    let convolution: Convolution

    func callAsFunction(_ input: Tensor, _ mode: NetworkMode) throws(TorchError) -> Tensor {
      try convolution(try norm.rectified(input, mode)).averagePooled(size: 2)
    }
  }

  private let stem: Convolution
  private let blocks: [(layers: [Layer], transition: Transition?)]
  private let finalNorm: BatchNormalization
  private let classifier: Linear

  init(
    layersPerBlock: Int,
    growth: Int,
    bottleneckAndCompression: Bool,
    classCount: Int,
    stemStride: Int,
    layers builder: inout LayerBuilder
  ) throws(TorchError) {
    var channels = bottleneckAndCompression ? 2 * growth : 16
    stem = try builder.convolution("features.conv0", from: 3, to: channels, stride: stemStride)
    var blocks: [(layers: [Layer], transition: Transition?)] = []
    for block in 1...3 {
      var layers: [Layer] = []
      for index in 1...layersPerBlock {
        let name = "features.denseblock\(block).denselayer\(index)"
        let steps =
          bottleneckAndCompression
          ? [(channels, 4 * growth, 1), (4 * growth, growth, 3)] : [(channels, growth, 3)]
        var convolutions: [(norm: BatchNormalization, convolution: Convolution)] = []
        for (step, (inputs, outputs, size)) in steps.enumerated() {
          convolutions.append(
            (
              norm: try builder.batchNormalization("\(name).norm\(step + 1)", channels: inputs),
              convolution: try builder.convolution("\(name).conv\(step + 1)", from: inputs, to: outputs, size: size)
            )
          )
        }
        layers.append(Layer(convolutions: convolutions))
        channels += growth
      }
      var transition: Transition?
      if block < 3 {
        let name = "features.transition\(block)"
        let outputs = bottleneckAndCompression ? channels / 2 : channels
        transition = Transition(
          norm: try builder.batchNormalization("\(name).norm", channels: channels),
          convolution: try builder.convolution("\(name).conv", from: channels, to: outputs, size: 1)
        )
        channels = outputs
      }
      blocks.append((layers, transition))
    }
    self.blocks = blocks
    finalNorm = try builder.batchNormalization("features.norm_final", channels: channels)
    classifier = try builder.linear("classifier", from: channels, to: classCount)
  }

  func logits(of images: Tensor, mode: NetworkMode) throws(TorchError) -> Tensor {
    var features = try stem(images)
    for (layers, transition) in blocks {
      for layer in layers { features = try layer(features, mode) }
      if let transition { features = try transition(features, mode) }
    }
    return try classifier(try finalNorm.rectified(features, mode).averagedOverPixels())
  }
}
