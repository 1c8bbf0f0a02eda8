/// A reason why a map cannot be kept as a calibrator, or a calibrator cannot be read.
public enum CalibratorError: Error, Hashable, Sendable {
  /// Maps of that type are defined outside this package, and files have no name for them.
  case unknownMap(String)
  /// The map is made for another number of classes than the calibrator, or for fewer than two.
  case classCount(Int)
  /// The JSON is not that of a calibrator.
  case notACalibrator
  /// The JSON has a version of the format that only later software reads.
  case version(Int)
  /// A key is missing, has the wrong type, or a value that cannot be.
  case damaged(String)
}

extension CalibratorError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownMap(let type):
      "maps of the type \(type) have no name in calibrator files; keep its parameters in a file of your own"
    case .classCount(let count):
      "the calibrator is damaged: \(count) classes do not fit its map; fit it again"
    case .notACalibrator:
      "this is no calibrator file; give one that `calibrate fit -o` has written"
    case .version(let version):
      "it has version \(version) of the calibrator format, and this software reads up to \(Calibrator.formatVersion); use a later release of it"
    case .damaged(let problem):
      "the calibrator cannot be used: \(problem); fit it again, or use a later release of this software if one has written it"
    }
  }
}
