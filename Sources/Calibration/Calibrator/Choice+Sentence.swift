extension MethodSelection.Choice {
  /// The choice in a sentence.
  var sentence: String {
    guard let chosen, let best = scores.first else { return "It was chosen from no candidates." }
    let opening =
      "\(chosen.name) was chosen from \(Numbers.counted(scores.count, "candidate")) by \(procedure)"
    if chosen == best, scores.dropFirst().allSatisfy({ !isWithinAnError($0) }) {
      return "\(opening): no other is within one standard error of its loss."
    }
    let difference =
      chosen == best
      ? ""
      : " (\(Numbers.short(chosen.difference)) above it, ± \(Numbers.short(chosen.differenceStandardError)))"
    return
      "\(opening): of those within one standard error of the best, \(best.name), it has the fewest parameters, \(Numbers.grouped(chosen.parameterCount))\(difference)."
  }

  /// How the choice was made, in words.
  package var procedure: String {
    let folds = "\(crossValidation.foldCount) folds"
    let times =
      crossValidation.repeatCount == 1
      ? "shuffled once" : "shuffled \(crossValidation.repeatCount) times"
    return
      "cross-validation of the \(loss == .brier ? "Brier score" : "NLL") (\(folds), \(times), seed \(crossValidation.seed))"
  }

  private func isWithinAnError(_ score: MethodSelection.Score) -> Bool {
    score.difference <= score.differenceStandardError
  }
}
