import CalibrationFiles
import TestSupport

/// A suite whose tests run the tool in a folder of their own, beside a file `data.npz`.
class CommandLineTests {
  let calibrate: CommandLineTool

  /// - Parameter rows: The rows of `data.npz`, over-confident logits of three classes.
  init(rows: Int) throws {
    calibrate = try CommandLineTool()
    try Samples.labeled(rows: rows).write(to: calibrate.path("data.npz"))
  }

  convenience init() throws {
    try self.init(rows: 400)
  }

  /// Writes `tags.csv` and `bits.csv`: 60 rows of probabilities of three labels, and the labels. The first
  /// probability is too low by a factor; every third row has that label.
  func writeTags() throws {
    let rows = (0..<60).map { row in
      let score = Double(row % 7 + 1) / 20
      let label = row % 3 == 0 ? 1 : 0
      return (scores: "\(score),\(1 - score),0.5", labels: "\(label),\(row % 7 < 3 ? 1 : 0),\(row % 2)")
    }
    for (name, lines) in [("tags.csv", rows.map(\.scores)), ("bits.csv", rows.map(\.labels))] {
      try calibrate.folder.file(name, lines.joined(separator: "\n") + "\n")
    }
  }
}
