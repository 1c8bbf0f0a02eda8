import ArgumentParser
import CalibrationTraining

/// How a network is trained.
struct TrainingArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp("The network: \(NetworkArchitecture.names.joined(separator: ", ")).", valueName: "name"),
    completion: .list(NetworkArchitecture.names)
  )
  var network = "resnet-20"

  @Option(
    help: ArgumentHelp("The loss: \(TrainingLossCatalog.forms.joined(separator: ", ")).", valueName: "name"),
    completion: .list(TrainingLossCatalog.forms)
  )
  var loss = "cross-entropy"

  @Option(help: ArgumentHelp("How often to go through the training images.", valueName: "n"))
  var epochs = 20

  @Option(help: ArgumentHelp("Images in a step.", valueName: "n"))
  var batchSize = 128

  @Option(help: ArgumentHelp("The learning rate that the schedule starts from.", valueName: "rate"))
  var learningRate = 0.1

  @Option(
    help: ArgumentHelp(
      "constant, cosine, or step:0.1@150,250 to multiply by 0.1 after 150 and 250 epochs.",
      valueName: "schedule"
    )
  )
  var schedule: LearningRateSchedule = .cosine

  @Option(help: ArgumentHelp("Epochs over which the learning rate rises linearly first.", valueName: "n"))
  var warmupEpochs = 0

  @Option(help: ArgumentHelp("The momentum of the descent.", valueName: "factor"))
  var momentum = 0.9

  @Option(help: ArgumentHelp("The weight decay.", valueName: "factor"))
  var weightDecay = 5e-4

  @Flag(help: "Use Nesterov's momentum.")
  var nesterov = false

  @Flag(name: .customLong("no-augmentation"), help: "Train on the images as they are.")
  var isNotAugmented = false

  @Option(help: ArgumentHelp("By how many pixels images move at random.", valueName: "n"))
  var crop = 4

  @Flag(name: .customLong("no-flip"), help: "Do not mirror images at random.")
  var isNotFlipped = false

  @Option(
    help: ArgumentHelp(
      "Images of the training part to set aside: a number, or a fraction with a point.",
      valueName: "size"
    )
  )
  var validation: SplitOptions.Size = .fraction(0.1)

  @Option(
    help: ArgumentHelp("Images to set aside for the test, where the data set has no test part.", valueName: "size")
  )
  var test: SplitOptions.Size = .fraction(0.2)

  @Option(help: ArgumentHelp("The part of the remaining images to train on.", valueName: "fraction"))
  var trainFraction = 1.0

  @Option(help: ArgumentHelp("The seed of weights, order and augmentation.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("The seed of the split into parts.", valueName: "n"))
  var splitSeed: UInt64 = 0

  @Option(help: ArgumentHelp("auto, cpu or cuda.", valueName: "device"))
  var device: RunConfiguration.DeviceChoice = .auto

  @Option(help: ArgumentHelp("Threads of the network; one for each core by default.", valueName: "n"))
  var threads: Int?

  @Flag(help: "Calculate in bfloat16 where the operation supports it.")
  var bfloat16 = false

  @Option(help: ArgumentHelp("Images that cannot be read: skip or stop.", valueName: "what"))
  var damaged: DamagedImages = .stop

  @Option(help: ArgumentHelp("Training images that are evaluated and written.", valueName: "n"))
  var trainSample = 10_000

  @Option(help: ArgumentHelp("Evaluate after every n epochs, and the last.", valueName: "n"))
  var evaluateEvery = 1

  func configuration(data: String) -> RunConfiguration {
    RunConfiguration(
      data: data,
      network: network,
      loss: loss,
      epochs: epochs,
      batchSize: batchSize,
      learningRate: learningRate,
      schedule: schedule,
      warmupEpochs: warmupEpochs,
      optimizer: DescentSettings(momentum: momentum, weightDecay: weightDecay, nesterov: nesterov),
      augmentation: isNotAugmented || (crop == 0 && isNotFlipped)
        ? nil : Augmentation(padding: crop, flipsHorizontally: !isNotFlipped),
      split: SplitOptions(validation: validation, test: test, trainFraction: trainFraction, seed: splitSeed),
      seed: seed,
      device: device,
      threads: threads,
      bfloat16: bfloat16,
      damagedImages: damaged,
      trainSampleSize: trainSample,
      evaluationInterval: evaluateEvery
    )
  }

  func validate() throws {
    guard crop >= 0 else { throw ValidationError("--crop is \(crop); give at least 0") }
  }
}

extension LearningRateSchedule: ExpressibleByArgument {}
extension SplitOptions.Size: ExpressibleByArgument {}
extension RunConfiguration.DeviceChoice: ExpressibleByArgument {}
