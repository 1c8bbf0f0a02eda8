import Calibration
import CalibrationFiles

/// The outputs of a network on the parts of its data.
struct PartOutputs {
  let train: LabeledPredictions
  let validation: LabeledPredictions
  let test: LabeledPredictions

  /// Writes the logits and labels of each part.
  func write(to folder: RunFolder) throws(FileError) {
    try train.write(to: folder.trainOutputs, key: "logits")
    try validation.write(to: folder.validationOutputs, key: "logits")
    try test.write(to: folder.testOutputs, key: "logits")
  }
}
