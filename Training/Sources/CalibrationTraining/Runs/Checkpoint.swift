import CalibrationFiles
import Foundation

/// The state of a run after a whole epoch: with the configuration, all that is needed to go on to
/// the same bits.
struct Checkpoint {
  /// How many epochs are done.
  let epoch: Int
  /// ``TrainingLoss/state`` of the loss.
  let lossState: [Double]
  /// ``RunConfiguration/hash()`` of the configuration that the run was begun with.
  let configurationHash: String
  /// Weights and running statistics by their names, and velocities.
  let tensors: [TensorFile.Tensor]

  init(
    epoch: Int,
    lossState: [Double],
    configurationHash: String,
    network: Network,
    optimizer: StochasticGradientDescent
  ) throws(TorchError) {
    self.epoch = epoch
    self.lossState = lossState
    self.configurationHash = configurationHash
    var tensors: [TensorFile.Tensor] = []
    for (name, tensor) in Self.parts(of: network, optimizer) {
      tensors.append(TensorFile.Tensor(name: name, shape: tensor.shape, values: try tensor.floats()))
    }
    self.tensors = tensors
  }

  /// Reads a checkpoint.
  ///
  /// - Throws: `FileError` when it is missing or damaged.
  init(contentsOf path: String) throws(FileError) {
    let file = try TensorFile(contentsOf: path)
    guard let epoch = file.metadata[Key.epoch].flatMap({ Int($0) }), epoch > 0,
      let lossState = file.metadata[Key.lossState].flatMap(Self.numbers),
      let configurationHash = file.metadata[Key.configuration],
      file.metadata[Key.checksum] == Self.checksum(of: file.tensors)
    else {
      throw FileError(
        .badData,
        path: path,
        reason: "the checkpoint is damaged; restore the file, or start again in another folder"
      )
    }
    self.epoch = epoch
    self.lossState = lossState
    self.configurationHash = configurationHash
    tensors = file.tensors
  }

  /// Writes the checkpoint, which takes the place of the one before when it is complete.
  func write(to path: String) throws(FileError) {
    let file = TensorFile(
      tensors: tensors,
      metadata: [
        Key.epoch: "\(epoch)",
        Key.lossState: lossState.map { "\($0)" }.joined(separator: " "),
        Key.configuration: configurationHash,
        Key.checksum: Self.checksum(of: tensors),
      ]
    )
    try file.write(to: path)
  }

  /// Overwrites the weights, running statistics and velocities with those of the checkpoint.
  ///
  /// - Parameter path: The file that the checkpoint came from.
  /// - Throws: `FileError` when they are not those of such a network, or ``TorchError``.
  func restore(_ network: Network, _ optimizer: StochasticGradientDescent, path: String) throws {
    let parts = Self.parts(of: network, optimizer)
    let saved = Dictionary(uniqueKeysWithValues: tensors.map { ($0.name, $0) })
    guard saved.count == parts.count,
      parts.allSatisfy({ saved[$0.name]?.shape == $0.tensor.shape })
    else {
      throw FileError(
        .badData,
        path: path,
        reason: "these are not the weights of a \(network.architecture); restore the file"
      )
    }
    for (name, tensor) in parts {
      if let values = saved[name]?.values { try tensor.set(values) }
    }
  }

  private enum Key {
    static let epoch = "epoch"
    static let lossState = "loss_state"
    static let configuration = "configuration_sha256"
    static let checksum = "tensors_sha256"
  }

  private static func parts(
    of network: Network,
    _ optimizer: StochasticGradientDescent
  ) -> [(name: String, tensor: Tensor)] {
    (network.parameters + network.buffers).map { ($0.name, $0.tensor) }
      + optimizer.velocities.map { ("velocity.\($0.name)", $0.tensor) }
  }

  private static func numbers(_ text: String) -> [Double]? {
    let words = text.split(separator: " ")
    let numbers = words.compactMap { Double($0) }
    return numbers.count == words.count ? numbers : nil
  }

  /// A file can be whole and yet have other numbers than were written.
  private static func checksum(of tensors: [TensorFile.Tensor]) -> String {
    var hash = ContentHash()
    for tensor in tensors {
      hash.update(Array("\(tensor.name) \(tensor.shape) ".utf8))
      tensor.values.withUnsafeBytes { hash.update($0) }
    }
    return hash.hexadecimalDigits()
  }
}

extension ContentHash {
  fileprivate mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }
}
