import Foundation

/// How the learning rate changes over a run.
public enum LearningRateSchedule: Sendable, Hashable {
  /// It stays.
  case constant
  /// η·(1 + cos(π·t)) / 2 for t from 0 to 1 (Loshchilov and Hutter 2017, without restarts).
  case cosine
  /// It is multiplied by `factor` after each of these numbers of epochs.
  case step(factor: Double, afterEpochs: [Int])
}

extension LearningRateSchedule: LosslessStringConvertible {
  /// Reads `constant`, `cosine`, or a step schedule such as `step:0.1@150,250`: a positive factor,
  /// and rising numbers of epochs.
  public init?(_ text: String) {
    switch text {
    case "constant": self = .constant
    case "cosine": self = .cosine
    default:
      let prefix = "step:"
      guard text.hasPrefix(prefix) else { return nil }
      let parts = text.dropFirst(prefix.count).split(separator: "@", omittingEmptySubsequences: false)
      guard parts.count == 2, let factor = Double(parts[0]), factor > 0, factor.isFinite else {
        return nil
      }
      let epochs = parts[1].split(separator: ",", omittingEmptySubsequences: false).map {
        Int($0) ?? 0
      }
      guard zip([0] + epochs, epochs).allSatisfy({ $0 < $1 }) else { return nil }
      self = .step(factor: factor, afterEpochs: epochs)
    }
  }

  public var description: String {
    switch self {
    case .constant: "constant"
    case .cosine: "cosine"
    case .step(let factor, let epochs):
      "step:\(factor)@\(epochs.map(String.init).joined(separator: ","))"
    }
  }
}

extension LearningRateSchedule: Codable {
  public init(from decoder: any Decoder) throws {
    self = try decoder.decodeText(as: Self.self, named: "a learning rate schedule")
  }

  public func encode(to encoder: any Encoder) throws {
    try encoder.encodeText(self)
  }
}
