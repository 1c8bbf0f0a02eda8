import Calibration
import CalibrationFiles

/// The images of a run.
struct RunData {
  let split: DataSplit
  /// A fixed part of the training images, evenly spaced, to evaluate the network on.
  let trainSample: LabeledImages
  let normalization: Normalization
  let description: RunDescription.Data
  /// Why each image that was skipped was skipped.
  let damagedFiles: [FileError]

  /// Opens and splits the data set of a configuration.
  ///
  /// - Throws: `FileError` or ``DataSplitError``.
  init(_ configuration: RunConfiguration) throws {
    let data = try ImageFolder.open(
      configuration.data,
      options: ImageFolder.Options(damagedImages: configuration.damagedImages)
    )
    split = try DataSplit(data, configuration.split)
    let count = split.training.count
    let sampleCount = min(count, configuration.trainSampleSize)
    trainSample = split.training.subset((0..<sampleCount).map { $0 * count / sampleCount })
    normalization = try Normalization(measuring: split.training)
    damagedFiles = data.damagedFiles
    description = RunDescription.Data(
      name: data.name,
      format: data.format,
      classNames: data.classNames,
      imageShape: data.shape,
      trainingCount: count,
      trainSampleCount: sampleCount,
      validationCount: split.validation.count,
      testCount: split.test.count,
      damagedCount: damagedFiles.count,
      normalization: normalization
    )
  }
}
