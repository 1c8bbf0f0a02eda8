import CalibrationFiles
import Foundation
import Testing

@testable import CalibrationTraining

@Suite struct CheckpointTests {
  private let folder: TemporaryFolder
  private let path: String
  private let lossState = [0.1, -1e-300, .greatestFiniteMagnitude, 1 / 3]

  init() throws {
    folder = try TemporaryFolder()
    path = "\(folder.path)/checkpoint.safetensors"
  }

  private func state(_ name: String = "resnet-20", seed: UInt64) throws
    -> (network: Network, optimizer: StochasticGradientDescent)
  {
    let architecture = try NetworkArchitecture(named: name)
    let network = try Network(architecture, classCount: 3, imageSize: 32, seed: seed)
    let optimizer = try StochasticGradientDescent(network, settings: .init())
    for (index, velocity) in optimizer.velocities.enumerated() {
      let count = velocity.tensor.count
      try velocity.tensor.set((0..<count).map { Float($0 + index) / 7 })
    }
    return (network, optimizer)
  }

  private func values(_ state: (network: Network, optimizer: StochasticGradientDescent)) throws -> [[UInt32]] {
    try (state.network.parameters + state.network.buffers + state.optimizer.velocities).map {
      try $0.tensor.floats().map(\.bitPattern)
    }
  }

  private func writeCheckpoint() throws -> [[UInt32]] {
    let state = try state(seed: 1)
    let checkpoint = try Checkpoint(
      epoch: 17,
      lossState: lossState,
      configurationHash: "abc",
      network: state.network,
      optimizer: state.optimizer
    )
    try checkpoint.write(to: path)
    return try values(state)
  }

  @Test func everyBitComesBack() throws {
    let written = try writeCheckpoint()
    let checkpoint = try Checkpoint(contentsOf: path)
    #expect(checkpoint.epoch == 17)
    #expect(checkpoint.lossState == lossState)
    #expect(checkpoint.configurationHash == "abc")
    let restored = try state(seed: 2)
    #expect(try values(restored) != written)
    try checkpoint.restore(restored.network, restored.optimizer, path: path)
    #expect(try values(restored) == written)
  }

  @Test func aFileThatEndsEarlyIsRefused() throws {
    _ = try writeCheckpoint()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    for count in [0, 5, 100, bytes.count / 2, bytes.count - 1] {
      try bytes.prefix(count).write(to: URL(fileURLWithPath: path))
      let error = #expect(throws: FileError.self) { try Checkpoint(contentsOf: path) }
      #expect(error?.kind == .badData)
      #expect(error?.path == path)
    }
  }

  @Test func aFlippedBitIsFound() throws {
    _ = try writeCheckpoint()
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes[bytes.count - 1000] ^= 1
    try bytes.write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: FileError.self) { try Checkpoint(contentsOf: path) }
    #expect(try #require(error).description.contains("damaged"))
  }

  @Test func anotherNetworkIsRefused() throws {
    _ = try writeCheckpoint()
    let checkpoint = try Checkpoint(contentsOf: path)
    let other = try state("resnet-32", seed: 1)
    let error = #expect(throws: FileError.self) {
      try checkpoint.restore(other.network, other.optimizer, path: path)
    }
    #expect(try #require(error).description.contains("resnet-32"))
  }

  @Test func tensorsWithoutTheirEpochAreRefused() throws {
    try TensorFile(tensors: [.init(name: "a", shape: [1], values: [1])]).write(to: path)
    #expect(throws: FileError.self) { try Checkpoint(contentsOf: path) }
  }
}
