import Calibration
import Foundation

@testable import CalibrationTraining

extension TemporaryFolder {
  /// Writes a plan with one regime, `plain`; returns what it says.
  func writePlan(_ settings: String, regime: String = "") throws -> ExperimentPlan {
    let text = "name = \"test\"\n\(settings)\n[[regimes]]\nname = \"plain\"\n\(regime)\n"
    return try ExperimentPlan(contentsOf: write(text, to: "plan.toml"))
  }
}

extension ExperimentRun {
  /// Writes the description of a run that was begun with this configuration, or another.
  func begin(_ other: RunConfiguration? = nil) throws {
    let description = RunDescription(
      configuration: other ?? configuration,
      data: RunDescription.Data(
        name: "made up",
        format: .classFolders,
        classNames: ["a", "b"],
        imageShape: ImageShape(height: 8, width: 8),
        trainingCount: 100,
        trainSampleCount: 10,
        validationCount: 10,
        testCount: 10,
        damagedCount: 0,
        normalization: Normalization(mean: .zero, standardDeviation: .one)
      ),
      parameterCount: 1,
      device: .cpu
    )
    try folder.create()
    try Data(RunJSON.encodeIndented(description))
      .write(to: URL(fileURLWithPath: folder.description))
  }

  /// Writes all files of a finished run.
  func finish(
    train: LabeledPredictions,
    validation: LabeledPredictions,
    test: LabeledPredictions,
    log records: [EpochRecord] = []
  ) throws {
    try begin()
    try PartOutputs(train: train, validation: validation, test: test).write(to: folder)
    let log = RunLog(path: folder.log)
    try log.restart(afterEpoch: 0)
    for record in records { try log.append(record) }
    try Data().write(to: URL(fileURLWithPath: folder.weights))
  }
}

extension LabeledPredictions {
  /// Rows of two classes, all with the same probability of the predicted class, of which a number are
  /// right.
  static func twoClasses(confidence: Double, right: Int, of count: Int) throws -> Self {
    let logit = Float(log(confidence / (1 - confidence)))
    let labels = (0..<count).map { Int32($0 % 2) }
    let scores = labels.enumerated().flatMap { row, label in
      (row < right) == (label == 0) ? [logit, 0] : [0, logit]
    }
    return try LabeledPredictions(Predictions(scores, columnCount: 2, kind: .logits), labels: labels)
  }
}

extension EpochRecord {
  init(epoch: Int, train: PartMetrics?, test: PartMetrics?) {
    self.init(
      epoch: epoch,
      learningRate: 0.1,
      trainLoss: 1,
      train: train,
      validation: nil,
      test: test,
      imagesPerSecond: 1,
      seconds: 1
    )
  }
}
