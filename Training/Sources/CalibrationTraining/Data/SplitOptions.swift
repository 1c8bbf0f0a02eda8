/// How a data set is split into a training, a validation and a test part.
public struct SplitOptions: Sendable, Hashable, Codable {
  /// The size of a part.
  public enum Size: Sendable, Hashable {
    /// So many images.
    case count(Int)
    /// This part of the images, from 0 to 1.
    case fraction(Double)
  }

  /// The images taken from the training part for validation.
  public var validation: Size
  /// The images taken for the test from a data set without a test part; not used for others.
  public var test: Size
  /// The part of the remaining training images that is used, above 0 and up to 1.
  public var trainFraction: Double
  /// Chooses the images.
  public var seed: UInt64

  /// Makes options; the default is a tenth for validation, and a fifth for the test where the data
  /// set has no test part.
  public init(
    validation: Size = .fraction(0.1),
    test: Size = .fraction(0.2),
    trainFraction: Double = 1,
    seed: UInt64 = 0
  ) {
    self.validation = validation
    self.test = test
    self.trainFraction = trainFraction
    self.seed = seed
  }
}

extension SplitOptions.Size: LosslessStringConvertible {
  /// Reads a whole number of images, or a fraction with a decimal point.
  public init?(_ text: String) {
    if let count = Int(text) {
      self = .count(count)
    } else if let fraction = Double(text), fraction.isFinite {
      self = .fraction(fraction)
    } else {
      return nil
    }
  }

  public var description: String {
    switch self {
    case .count(let count): "\(count)"
    case .fraction(let fraction): "\(fraction)"
    }
  }
}

// A text, since 1 image and the fraction 1.0 are the same JSON number.
extension SplitOptions.Size: Codable {
  public init(from decoder: any Decoder) throws {
    self = try decoder.decodeText(as: Self.self, named: "a number of images or a fraction")
  }

  public func encode(to encoder: any Encoder) throws {
    try encoder.encodeText(self)
  }
}
