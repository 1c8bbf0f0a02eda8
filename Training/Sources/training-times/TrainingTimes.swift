import ArgumentParser
import CalibrationTraining

/// Times the losses of training against libtorch's cross-entropy, forward and backward.
@main
struct TrainingTimes: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "training-times",
    abstract: "Time the losses against libtorch's cross-entropy, forward and backward, in one run."
  )

  @Option(help: "Threads of libtorch.")
  var threads = 1

  @Option(help: "How many rounds; the median of their times is shown.")
  var rounds = 15

  func run() throws {
    Threads.use(threads)
    print("microseconds for a batch, and times the time of cross-entropy")
    for (rows, classes) in [(128, 10), (128, 100), (128, 200), (1024, 1000)] {
      let batch = try Batch(rows: rows, classes: classes)
      let names = ["cross-entropy", "focal:3", "focal:2.5", "flsd-53", "dual-focal:5", "brier"]
      let losses = try names.map { try TrainingLossCatalog.loss(named: $0) }
      // About 20 ms of each loss in a round, all losses in every round.
      let repetitions = max(20_000_000 / (rows * classes * 100), 5)
      var times = [[Double]](repeating: [], count: losses.count)
      for _ in 0..<rounds {
        for (index, loss) in losses.enumerated() {
          times[index].append(try batch.seconds(of: loss, repetitions: repetitions))
        }
      }
      let medians = times.map { $0.sorted()[$0.count / 2] * 1e6 }
      print("\(rows) × \(classes)")
      for (name, median) in zip(names, medians) {
        let ratio = (median / medians[0] * 100).rounded() / 100
        print("  \(name)\t\(median.rounded())\t\(ratio)")
      }
    }
  }
}

/// Logits of a batch that gradients are taken by.
private struct Batch {
  let logits: Tensor
  let labels: Tensor

  init(rows: Int, classes: Int) throws {
    var generator = RandomStream(seed: 1)
    let values = (0..<rows * classes).map { _ in Float.random(in: -4...4, using: &generator) }
    logits = try Tensor(values, shape: [rows, classes])
    logits.requireGradient()
    labels = try Tensor((0..<rows).map { _ in Int64.random(in: 0..<Int64(classes), using: &generator) })
  }

  /// The mean time of a forward and a backward pass.
  func seconds(of loss: any TrainingLoss, repetitions: Int) throws -> Double {
    let clock = ContinuousClock()
    let elapsed = try clock.measure {
      for _ in 0..<repetitions {
        try loss.mean(logits: logits, labels: labels, epoch: 0).backward()
      }
    }
    return elapsed / .seconds(1) / Double(repetitions)
  }
}
