/// A reason why a training run cannot begin or go on; a sentence with the fix.
public enum RunError: Error, Hashable, Sendable {
  /// An option has no such value.
  case option(String)
  /// The loss or a logit is infinite or no number any more.
  ///
  /// - Parameters:
  ///   - epoch: From 1 on.
  ///   - step: Within the epoch, from 1 on; `nil` when it showed in the evaluation at its end.
  ///   - learningRate: Of that step.
  case nonFiniteLoss(epoch: Int, step: Int?, learningRate: Double)
  /// The folder holds a run already, and resuming was not asked for.
  case folderInUse(String)
  /// The run to resume was begun with another value of an option.
  case otherConfiguration(folder: String, field: String, was: String, is: String)
  /// The device is not there.
  case noDevice(Device)
}

extension RunError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .option(let sentence): sentence
    case .nonFiniteLoss(let epoch, let step, let rate):
      "the loss is not finite in epoch \(epoch), \(step.map { "step \($0)" } ?? "evaluation"), at "
        + "learning rate \(rate); start again in another folder with a smaller --learning-rate or a "
        + "longer --warmup-epochs"
    case .folderInUse(let folder):
      "\(folder): the folder holds a run already; add --resume to go on with it, or name another"
    case .otherConfiguration(let folder, let field, let was, let now):
      "\(folder): the run was begun with \(field) \(was), not \(now); give the same again, or name "
        + "another folder"
    case .noDevice(let device):
      "there is no \(device.rawValue) device that this libtorch can use; give --device cpu, or build "
        + "with the LIBTORCH of a PyTorch for CUDA"
    }
  }
}
