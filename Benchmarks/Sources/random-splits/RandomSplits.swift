import ArgumentParser
import BenchmarkSupport
import Calibration
import CalibrationFiles
import Foundation

@main
struct RandomSplits: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "random-splits",
    abstract: "Compare methods over random halves of the same rows.",
    discussion: """
      For every split a method is fitted on one half, drawn by the split's number as seed, and \
      evaluated on the other. Printed are the mean NLL over splits, its difference to temperature \
      scaling and to structured vector scaling with the range over splits, and in how many splits the \
      method is better. Splits share rows, so the range is no confidence interval.

      With --export the rows of every split and the NLLs go to a file as well, for peers/splits.py, which \
      fits the peers on the same rows.

      Example:
        random-splits --splits 10 outputs.npz
      """
  )

  @Argument(help: "Files of scores and labels.")
  var files: [String]

  @Option(help: "The number of splits.")
  var splits = 10

  @Option(help: "The columns of scores in a CSV, as in 11:21.")
  var columns: String?

  @Option(help: "The column of labels in a CSV.")
  var labelColumn: Int?

  @Flag(help: "Fit the matrix methods too: minutes with a hundred classes.")
  var matrix = false

  @Option(help: "A folder that gets a JSON file of rows and NLLs for each file.")
  var export: String?

  private static let vectorMethods = [
    "temperature", "focal-temperature", "structured-vector", "focal-structured-vector",
  ]

  private static let matrixMethods = ["structured-matrix", "focal-structured-matrix"]

  private var methods: [String] {
    matrix ? Self.vectorMethods + Self.matrixMethods : Self.vectorMethods
  }

  /// The rows of one split in order, the first half of which is fitted, and the NLLs on the others.
  private struct Split: Encodable {
    let order: [Int]
    let nll: [String: Double]
  }

  func run() throws {
    for file in files {
      let data = try LabeledPredictions(contentsOf: file, options: options())
      let orders = (0..<splits).map { Self.order(data, seed: UInt64($0)) }
      let losses = try orders.map { try heldOutLosses(data, $0) }
      if let export { try write(orders, losses, of: file, to: export) }
      print("\(URL(fileURLWithPath: file).lastPathComponent), \(splits) splits of \(data.rowCount)")
      for (index, name) in methods.enumerated() {
        let nll = losses.map { $0[index] }
        print(
          "  \(name.padding(toLength: 24, withPad: " ", startingAt: 0)) "
            + (nll.reduce(0, +) / Double(splits)).fixed(4)
            + "  to temperature \(Self.differences(nll, losses.map { $0[0] }))"
            + "  to structured-vector \(Self.differences(nll, losses.map { $0[2] }))"
        )
      }
    }
  }

  private func write(_ orders: [[Int]], _ losses: [[Double]], of file: String, to folder: String) throws {
    let splits = zip(orders, losses).map { order, losses in
      Split(order: order, nll: Dictionary(uniqueKeysWithValues: zip(methods, losses)))
    }
    let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    try JSONEncoder().encode(splits).write(to: URL(fileURLWithPath: folder).appendingPathComponent("\(name).json"))
  }

  private func options() throws -> InputOptions {
    guard let columns else { return InputOptions() }
    let ends = columns.split(separator: ":").compactMap { Int($0) }
    guard ends.count == 2, ends[0] < ends[1] else {
      throw ValidationError("--columns is \(columns); give two numbers, as in 11:21")
    }
    return InputOptions(columns: ends[0]..<ends[1], labelColumn: labelColumn)
  }

  private static func order(_ data: LabeledPredictions, seed: UInt64) -> [Int] {
    var generator = RandomStream(state: seed)
    return data.labels.indices.shuffled(using: &generator)
  }

  /// The NLL of each method on the half it was not fitted on.
  private func heldOutLosses(_ data: LabeledPredictions, _ rows: [Int]) throws -> [Double] {
    let half = rows.count / 2
    let (fit, test) = try (data.taking(rows[..<half]), data.taking(rows[half...]))
    return try methods.map {
      let map = try NamedMethod($0).fit(to: fit).map
      return try EvaluatedRows(of: map, on: test).negativeLogLikelihood
    }
  }

  private static func differences(_ nll: [Double], _ baseline: [Double]) -> String {
    let differences = zip(nll, baseline).map { $0 - $1 }
    let mean = differences.reduce(0, +) / Double(differences.count)
    let better = differences.count { $0 < 0 }
    let (least, greatest) = (differences.min() ?? 0, differences.max() ?? 0)
    return "\(mean.signed(4)) [\(least.signed(4)), \(greatest.signed(4))], "
      + "better in \(better) of \(differences.count)"
  }
}

extension LabeledPredictions {
  /// A copy of some rows.
  fileprivate func taking(_ rows: ArraySlice<Int>) throws -> LabeledPredictions {
    try LabeledPredictions(
      Predictions(
        rows.flatMap { predictions.scores(ofRow: $0) },
        columnCount: predictions.columnCount,
        kind: predictions.kind
      ),
      labels: rows.map { labels[$0] }
    )
  }
}
