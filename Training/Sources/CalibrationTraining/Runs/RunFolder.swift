import CalibrationFiles
import Foundation

/// The folder of a run, and the names of the files in it.
public struct RunFolder: Sendable, Hashable {
  public let path: String

  public init(_ path: String) {
    self.path = path
  }

  /// The configuration, versions and data of the run.
  public var description: String { file("run.json") }
  /// A line of JSON for each epoch.
  public var log: String { file("log.jsonl") }
  /// What the last complete epoch left: enough to go on.
  public var checkpoint: String { file("checkpoint.safetensors") }
  /// The weights at the end.
  public var weights: String { file("weights.safetensors") }
  /// Logits and labels at the end of a sample of the training part.
  public var trainOutputs: String { file("train.npz") }
  /// Logits and labels of the validation part at the end.
  public var validationOutputs: String { file("validation.npz") }
  /// Logits and labels of the test part at the end.
  public var testOutputs: String { file("test.npz") }

  /// Whether a run was begun here.
  public var holdsRun: Bool { FileManager.default.fileExists(atPath: description) }

  /// Whether the run here went to its end.
  public var holdsFinishedRun: Bool {
    holdsRun
      && [trainOutputs, validationOutputs, testOutputs, weights].allSatisfy {
        FileManager.default.fileExists(atPath: $0)
      }
  }

  /// Makes the folder where it is missing.
  ///
  /// - Throws: `FileError` when it cannot be made.
  func create() throws(FileError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw FileError(.cannotCreate, path: path, reason: "the folder cannot be made; name another, or make room for it")
    }
  }

  private func file(_ name: String) -> String {
    path.hasSuffix("/") ? path + name : "\(path)/\(name)"
  }
}
