import Calibration
import CalibrationReport

extension MethodSelection.Choice {
  /// The table that the choice was made from, and what was left out.
  var text: String {
    let lossName = loss == .brier ? "Brier" : "NLL"
    var table = TextTable(header: ["  candidate", "parameters", lossName, "above the best", "± 1 error"])
    for score in shown {
      table.add([
        (score.isChosen ? "* " : "  ") + score.name,
        Numbers.grouped(score.parameterCount),
        Numbers.fixed(score.crossValidatedLoss, 5),
        Numbers.fixed(score.difference, 5),
        Numbers.fixed(score.differenceStandardError, 5),
      ])
    }
    return ([heading] + table.lines() + hidden + leftOut).joined(separator: "\n")
  }

  /// Lines of the table in text; files have all.
  private static let mostLines = 12

  private var heading: String {
    "chosen by \(procedure): the fewest parameters within one standard error of the best"
  }

  /// The best, and the chosen one wherever it is.
  private var shown: [MethodSelection.Score] {
    scores.enumerated().filter { $0.offset < Self.mostLines || $0.element.isChosen }.map(\.element)
  }

  private var hidden: [String] {
    let count = scores.count - shown.count
    guard count > 0, let worst = scores.last else { return [] }
    return ["  \(count) more, up to \(Numbers.fixed(worst.crossValidatedLoss, 5))"]
  }

  /// What was not tried, by reasons.
  private var leftOut: [String] {
    var reasons: [String] = []
    for omission in omissions where !reasons.contains(omission.reason) {
      reasons.append(omission.reason)
    }
    return reasons.map { reason in
      let names = omissions.filter { $0.reason == reason }.map(\.name)
      return "not tried: \(names.joined(separator: ", ")) (\(reason))"
    }
  }
}
