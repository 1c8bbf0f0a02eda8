/// Chooses among maps that are sorted from best to worst, given which is distinguishably better than which.
struct MapChoice {
  /// What the choice looks at of a map.
  struct Candidate {
    /// The number of its parameters; 0 of the uncalibrated scores.
    var parameterCount: Int
    /// Whether it keeps the order of the classes.
    var keepsOrder: Bool
    /// Whether these are the uncalibrated scores.
    var isUncalibrated = false
  }

  /// From best to worst.
  let candidates: [Candidate]
  /// Whether the first of two is distinguishably better than the second.
  let isBetter: (Int, Int) -> Bool

  /// The place of the uncalibrated scores, if they take part.
  var uncalibrated: Int? { candidates.firstIndex(where: \.isUncalibrated) }

  /// The maps than which no other is distinguishably better.
  var eligible: [Int] {
    candidates.indices.filter { index in !candidates.indices.contains { isBetter($0, index) } }
  }

  /// The place of what to deploy.
  var chosen: Int {
    guard let uncalibrated else { return simplest(of: eligible) }
    guard !eligible.contains(uncalibrated) else { return uncalibrated }
    let gaining = eligible.filter { isBetter($0, uncalibrated) }
    // Something is better than the uncalibrated scores, but it need not be eligible itself; the best always is.
    return gaining.isEmpty ? eligible[0] : simplest(of: gaining)
  }

  /// The best of the maps that have fewer parameters than the one that is chosen.
  var simpler: Int? {
    candidates.indices.first {
      !candidates[$0].isUncalibrated
        && candidates[$0].parameterCount < candidates[chosen].parameterCount
    }
  }

  /// The map that shows a simpler one to be worse: the chosen one, or else the best of those that do; `nil` where none
  /// does.
  func better(than index: Int) -> Int? {
    isBetter(chosen, index) ? chosen : candidates.indices.first { isBetter($0, index) }
  }

  private func simplest(of places: [Int]) -> Int {
    places.min { first, second in
      rank(first) < rank(second)
    } ?? 0
  }

  private func rank(_ index: Int) -> (Int, Int, Int) {
    (candidates[index].parameterCount, candidates[index].keepsOrder ? 0 : 1, index)
  }
}
