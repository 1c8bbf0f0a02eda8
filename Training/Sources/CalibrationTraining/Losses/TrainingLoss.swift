import Calibration

/// What training minimises: the mean over a batch of a loss of logits and labels.
public protocol TrainingLoss: Sendable {
  /// The name that the command line takes, with its parameters, such as `focal:3`.
  var name: String { get }

  /// The mean loss of a batch, which a backward pass can start from.
  ///
  /// - Parameters:
  ///   - logits: count × classes.
  ///   - labels: count classes from 0 on, on the same device.
  ///   - epoch: The epoch from 0 on, for losses that change on a schedule.
  func mean(logits: Tensor, labels: Tensor, epoch: Int) throws(TorchError) -> Tensor

  /// What the loss has learnt from validation outputs so far, for checkpoints; empty for most.
  var state: [Double] { get }

  /// This loss with the state of a checkpoint; nil if that is not a state of this loss.
  func restored(from state: [Double]) -> Self?

  /// This loss after the network has been evaluated on the validation part at an epoch's end.
  func adapted(to validation: LabeledPredictions) -> Self
}

extension TrainingLoss {
  public var state: [Double] { [] }

  public func restored(from state: [Double]) -> Self? { state.isEmpty ? self : nil }

  public func adapted(to validation: LabeledPredictions) -> Self { self }
}
