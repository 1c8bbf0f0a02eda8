/// A loss of a softmax q of logits z for a true class y, with its derivatives with respect to z, and
/// what its minimisers mean.
///
/// A model that minimises the expected loss where the class probabilities are p outputs a q that may
/// differ from p. The loss's calibration map Ψ takes the one to the other, p = Ψ(q), and
///
///     loss(q, y) = L(Ψ(q), y)
///
/// with a proper loss L, the ``properPart``: one whose expectation under p is least at p itself.
///
/// Source of the decomposition: Komisarenko and Kull, "Improving Calibration by Relating Focal Loss,
/// Temperature Scaling, and Properness" (ECAI 2024).
public protocol ClassificationLoss: Sendable, Equatable {
  /// The type of ``calibrationMap``.
  associatedtype Map: InvertibleCalibrationMap

  /// The number of classes the loss is made for; `nil` when it takes any.
  var classCount: Int? { get }

  /// True when the loss is strictly proper: its minimiser under p is p, and ``calibrationMap`` changes
  /// nothing.
  var isProper: Bool { get }

  /// Ψ: from what a model trained with this loss outputs to the class probabilities it means.
  var calibrationMap: Map { get }

  /// The loss, in nats where it has a unit; +∞ where the label names an impossible class and the
  /// loss is unbounded.
  ///
  /// - Precondition: For this and the other requirements: `label` is a class of the row, and the row
  ///   has ``ClassificationLoss/classCount`` classes where that is not `nil`.
  func value(of row: SoftmaxRow, label: Int) -> Double

  /// Writes the gradient with respect to the logits: as many elements as classes, with the sum 0.
  ///
  /// - Precondition: The label's class is possible.
  func writeGradient(of row: SoftmaxRow, label: Int, to gradient: UnsafeMutableBufferPointer<Double>)

  /// Writes the Hessian with respect to the logits: classes × classes elements, symmetric, with
  /// rows of the sum 0.
  ///
  /// - Precondition: The label's class is possible.
  func writeHessian(of row: SoftmaxRow, label: Int, to hessian: UnsafeMutableBufferPointer<Double>)

  /// Writes the diagonal of the Hessian, which is what gradient boosters ask for. An entry may be
  /// negative where the loss is not convex in the logits.
  ///
  /// - Precondition: The label's class is possible.
  func writeHessianDiagonal(of row: SoftmaxRow, label: Int, to diagonal: UnsafeMutableBufferPointer<Double>)
}

extension ClassificationLoss {
  /// Any number of classes.
  public var classCount: Int? { nil }

  /// The proper loss L with loss(q, y) = L(Ψ(q), y).
  public var properPart: ProperPart { ProperPart(of: self) }
}
