import Calibration

/// What training minimises: the mean over a batch of a loss of logits and labels.
///
/// A new loss is a type with its test, an entry of ``TrainingLossCatalog`` and a remark in the guide.
package protocol TrainingLoss: Sendable {
  /// The name that the command line takes, with its parameters, such as `focal:3`.
  var name: String { get }

  /// The mean loss of a batch, which a backward pass can start from.
  ///
  /// - Parameters:
  ///   - logits: count × classes.
  ///   - labels: count classes from 0 on, on the same device.
  ///   - epoch: The epoch from 0 on, for losses that change on a schedule.
  func mean(logits: Tensor, labels: Tensor, epoch: Int) throws(TorchError) -> Tensor

  /// The same loss of the library, with its calibration map; nil where the library has none.
  ///
  /// - Parameter epoch: The epoch from 0 on, for losses that change on a schedule.
  func libraryLoss(inEpoch epoch: Int) -> (any ClassificationLoss)?

  /// What the loss has learned from validation outputs so far, for checkpoints; empty for most.
  var state: [Double] { get }

  /// This loss with the state of a checkpoint; nil if that is not a state of this loss.
  func restored(from state: [Double]) -> Self?

  /// This loss after the network has been evaluated on the validation part at an epoch's end.
  func adapted(to validation: LabeledPredictions) -> Self
}

extension TrainingLoss {
  package func libraryLoss(inEpoch epoch: Int) -> (any ClassificationLoss)? { nil }

  package var state: [Double] { [] }

  package func restored(from state: [Double]) -> Self? { state.isEmpty ? self : nil }

  package func adapted(to validation: LabeledPredictions) -> Self { self }
}
