import Calibration
import CalibrationFiles

/// What `run.json` says: how a run was configured, and what it ran on.
public struct RunDescription: Sendable, Hashable, Codable {
  /// The data, as they were found.
  public struct Data: Sendable, Hashable, Codable {
    public let name: String
    public let format: DataSetFormat
    public let classNames: [String]
    public let imageShape: ImageShape
    public let trainingCount: Int
    public let trainSampleCount: Int
    public let validationCount: Int
    public let testCount: Int
    /// Images that were skipped.
    public let damagedCount: Int
    /// What the network expects images to be normalised by.
    public let normalization: Normalization
  }

  public let configuration: RunConfiguration
  public let data: Data
  /// The number of weights that training learns.
  public let parameterCount: Int
  public let device: Device
  public let threads: Int
  /// The versions of the software and of libtorch that began the run.
  public let version: String
  public let torchVersion: String

  /// Reads the description of a run.
  ///
  /// - Throws: `FileError` when it is missing or damaged.
  public init(of folder: RunFolder) throws(FileError) {
    let bytes = try FileBytes.read(folder.description)
    do {
      self = try RunJSON.decode(Self.self, from: bytes)
    } catch {
      throw FileError(
        .badData,
        path: folder.description,
        reason: "the description of the run is damaged; start again in another folder"
      )
    }
  }

  init(configuration: RunConfiguration, data: Data, parameterCount: Int, device: Device) {
    self.configuration = configuration
    self.data = data
    self.parameterCount = parameterCount
    self.device = device
    threads = Threads.count
    version = softwareVersion
    torchVersion = TorchVersion.current
  }
}
