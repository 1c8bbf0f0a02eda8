/// A map from a classifier's outputs to calibrated class probabilities.
///
/// A map is an immutable value with all its parameters known: fitted by a ``CalibrationMethod``, or
/// given by theory. Maps take logits or log-probabilities (any row that differs by a constant means
/// the same) and give normalised log-probabilities, so every map can follow every other:
/// see ``then(_:)``.
///
/// The parameters of a map are encoded by its own `Codable` conformance. The protocol does not ask
/// for one, because a ``ComposedMap`` of any maps can only be read back by a table of their names.
public protocol CalibrationMap: Sendable, Equatable {
  /// The number of classes the map is made for; `nil` when it takes any.
  var classCount: Int? { get }

  /// The number of independent labels the map is made for, rows of which it takes in turn; `nil` when
  /// it maps every row alike.
  var labelCount: Int? { get }

  /// Whether the order of the classes never changes, and with it the accuracy.
  var keepsOrder: Bool { get }

  /// The number of numbers that a fit of the map determines: a measure of how much it can adapt, and
  /// overfit.
  var parameterCount: Int { get }

  /// Replaces rows of logits by normalised log-probabilities.
  ///
  /// - Precondition: The block's class count is ``CalibrationMap/classCount``, and its rows are whole
  ///   examples of ``CalibrationMap/labelCount`` rows, where these are not `nil`.
  func transform(_ block: LogitBlock)
}

extension CalibrationMap {
  /// Any number of classes.
  public var classCount: Int? { nil }

  /// Every row alike.
  public var labelCount: Int? { nil }

  /// Not promised.
  public var keepsOrder: Bool { false }
}
