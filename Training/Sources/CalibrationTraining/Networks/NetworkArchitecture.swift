import Calibration

/// A network of the literature on image classification, by name.
public struct NetworkArchitecture: Sendable, Hashable, CustomStringConvertible {
  enum Kind: Sendable, Hashable {
    /// He et al. 2016, section 4.2: 6n + 2 layers for images of 32 × 32.
    case cifarResNet(blocksPerStage: Int)
    case resNet(blocksPerStage: [Int], bottleneck: Bool)
    case wideResNet(blocksPerStage: Int, width: Int)
    case denseNet(layersPerBlock: Int, growth: Int, bottleneckAndCompression: Bool)
  }

  /// The name that the command line takes, such as `resnet-20`.
  public let name: String
  let kind: Kind

  public var description: String { name }

  /// Every architecture there is.
  public static let all: [NetworkArchitecture] =
    [3, 5, 7, 9, 18].map { blocks in
      NetworkArchitecture(name: "resnet-\(6 * blocks + 2)", kind: .cifarResNet(blocksPerStage: blocks))
    } + [
      NetworkArchitecture(name: "resnet-18", kind: .resNet(blocksPerStage: [2, 2, 2, 2], bottleneck: false)),
      NetworkArchitecture(name: "resnet-50", kind: .resNet(blocksPerStage: [3, 4, 6, 3], bottleneck: true)),
      NetworkArchitecture(name: "wide-resnet-16-4", kind: .wideResNet(blocksPerStage: 2, width: 4)),
      NetworkArchitecture(name: "wide-resnet-28-10", kind: .wideResNet(blocksPerStage: 4, width: 10)),
      NetworkArchitecture(
        name: "densenet-40",
        kind: .denseNet(layersPerBlock: 12, growth: 12, bottleneckAndCompression: false)
      ),
      NetworkArchitecture(
        name: "densenet-bc-100",
        kind: .denseNet(layersPerBlock: 16, growth: 12, bottleneckAndCompression: true)
      ),
    ]

  /// The architecture of that name.
  ///
  /// - Throws: `UnknownName`, with the names closest to it.
  public init(named name: String) throws(UnknownName) {
    guard let found = Self.all.first(where: { $0.name == name }) else {
      throw UnknownName(name, kind: "network", among: Self.names)
    }
    self = found
  }

  /// The names of all architectures.
  public static let names: [String] = all.map(\.name)

  private init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }

  func body(classCount: Int, stemStride: Int, layers: inout LayerBuilder) throws(TorchError) -> any NetworkBody {
    switch kind {
    case .cifarResNet(let blocks):
      try CIFARResNet(blocksPerStage: blocks, classCount: classCount, stemStride: stemStride, layers: &layers)
    case .resNet(let blocks, let bottleneck):
      try ResNet(
        blocksPerStage: blocks,
        bottleneck: bottleneck,
        classCount: classCount,
        stemStride: stemStride,
        layers: &layers
      )
    case .wideResNet(let blocks, let width):
      try WideResNet(
        blocksPerStage: blocks,
        width: width,
        classCount: classCount,
        stemStride: stemStride,
        layers: &layers
      )
    case .denseNet(let layersPerBlock, let growth, let compressed):
      try DenseNet(
        layersPerBlock: layersPerBlock,
        growth: growth,
        bottleneckAndCompression: compressed,
        classCount: classCount,
        stemStride: stemStride,
        layers: &layers
      )
    }
  }
}
