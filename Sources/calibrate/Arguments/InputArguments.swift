import ArgumentParser
import Calibration
import CalibrationFiles
import CalibrationReport

/// How an input file is read: the same options for every command.
struct InputArguments: ParsableArguments {
  @Option(help: ArgumentHelp("A file with the labels, when they live elsewhere.", valueName: "file"))
  var labels: String?

  @Option(
    help: ArgumentHelp(
      "The array of scores in an archive; found by itself when the choice is unambiguous.",
      valueName: "key"
    )
  )
  var predictionsKey: String?

  @Option(
    help: ArgumentHelp(
      "The array of labels in an archive; found by itself when the choice is unambiguous.",
      valueName: "key"
    )
  )
  var labelsKey: String?

  @Option(
    help: ArgumentHelp(
      "The columns of a CSV that hold scores: from a up to, not including, b, counted from 0.",
      valueName: "a:b"
    )
  )
  var columns: IndexRange?

  @Option(help: ArgumentHelp("The column of a CSV that holds the label, counted from 0.", valueName: "n"))
  var labelColumn: Int?

  @Option(
    help: ArgumentHelp(
      "What the scores are. auto tells from the numbers, and prints what it took them for. logits come before the softmax, probabilities after it, log-probabilities are their logarithms. sigmoid means that each column is a yes-or-no output of its own, given as a probability.",
      valueName: "kind"
    )
  )
  var kind: InputKind = .auto

  /// The files that are read besides the one with the scores.
  var paths: [String] { [labels].compactMap { $0 } }

  /// Reads a file, or the rows of it that are asked for.
  ///
  /// - Parameters:
  ///   - labels: A file with labels that takes the place of `--labels`.
  ///   - weights: Where the rows' weights are, for commands that take them.
  ///   - groupColumn: The column of a CSV that holds groups, and neither scores nor labels.
  ///   - groups: Where the groups of the rows are, if they are wanted.
  func read(
    _ path: String,
    rows: IndexRange? = nil,
    labels: String? = nil,
    weights: WeightArguments? = nil,
    groupColumn: String? = nil,
    groups: GroupArguments? = nil
  ) throws -> Input {
    try Input(
      contentsOf: path,
      options: InputOptions(
        labelsPath: labels ?? self.labels,
        predictionsKey: predictionsKey,
        labelsKey: labelsKey,
        columns: try columns.map { try $0.closed(option: "--columns") },
        labelColumn: labelColumn,
        weightsPath: weights?.weights,
        weightsKey: weights?.weightsKey,
        weightColumn: weights?.weightColumn,
        groupColumn: groupColumn ?? groups?.groupColumn,
        groupsPath: groups?.groups,
        groupsKey: groups?.groupsKey,
        kind: kind,
        rows: rows?.range
      )
    )
  }
}

extension InputKind: ExpressibleByArgument {}

extension Input {
  /// What was read, in a sentence.
  var summary: String {
    var text = "\(path): \(Numbers.grouped(rowCount)) rows"
    if let sigmoidColumnCount {
      text += " of \(sigmoidColumnCount) independent outputs"
    } else {
      text += ", \(predictions.classCount) classes"
    }
    return ([text] + notes).joined(separator: "; ")
  }

  /// The number of rows in the file's own shape.
  var rowCount: Int { predictions.rowCount / (sigmoidColumnCount ?? 1) }

  /// The number of columns in the file's own shape.
  var columnCount: Int { sigmoidColumnCount ?? predictions.columnCount }

  /// What the scores were read as.
  var kindName: String {
    sigmoidColumnCount == nil ? predictions.kind.rawValue : InputKind.sigmoid.rawValue
  }
}
