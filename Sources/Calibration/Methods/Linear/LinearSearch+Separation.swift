extension LinearSearch {
  /// The optimum, or cautious coefficients where there is none that is finite.
  ///
  /// Where some direction of the coefficients never lowers the label's lead over another class, and raises
  /// one, the likelihood rises along it for ever: the classes are separated, perfectly or but for ties, or a
  /// class is the label of no row. Then a search ends wherever its tolerance is met, with coefficients that
  /// mean nothing. In their place come those of a penalty of K/n for each, the strength of structured
  /// scaling, or the start, or none at all, whichever is best on the data.
  ///
  /// - Parameter starts: Bounded coefficients to fall back to.
  /// - Returns: The optimum, its value without penalties, and whether it is a cautious one.
  func boundedOptimum(
    from start: LinearCoefficients,
    orAnyOf starts: [LinearCoefficients]
  ) -> (optimum: Optimum, value: Double, isCautious: Bool) {
    let found = optimum(from: start)
    guard likelihoodRises(beyond: found.coefficients, from: starts.first ?? start) else {
      return (found, found.value - penalty.value(at: found.coefficients), false)
    }
    var search = self
    let strength = Double(likelihood.data.classCount) / likelihood.data.totalWeight
    search.penalty = penalty.atLeast(strength)
    let cautious = search.optimum(from: starts.first ?? start)
    var best = cautious
    var value = likelihood.evaluate(rows(cautious.coefficients)).value
    for other in starts {
      let otherValue = likelihood.evaluate(rows(other)).value
      if otherValue < value {
        best.coefficients = other
        value = otherValue
      }
    }
    return (best, value, true)
  }

  /// Leads of a search that has run away: what is left of a row's loss is then below any tolerance.
  private static var leadOfRunaway: Double { 15 }
  /// Two weak penalties; where there is no finite optimum, the leads of the two optima differ by the
  /// logarithm of their ratio.
  private static var weakPenalties: (Double, Double) { (1e-5, 1e-8) }

  /// Whether the likelihood rises for ever along some direction.
  ///
  /// The optima of two weak penalties differ by such a direction where there is one, and by next to
  /// nothing where there is none. The direction itself is then the proof: along it no lead falls.
  private func likelihoodRises(beyond found: LinearCoefficients, from start: LinearCoefficients) -> Bool {
    if risesWithoutUnseenClasses(start) { return true }
    // Most fits are told at a glance.
    let lead = likelihood.leads(of: rows(found))
    guard lead.greatest > Self.leadOfRunaway, lead.least > -0.5 * lead.greatest else {
      return false
    }
    var search = self
    search.penalty = penalty.atLeast(Self.weakPenalties.0)
    // A finite optimum is hardly moved by a weak penalty, which takes few steps to see.
    let near = search.optimum(from: found).coefficients
    guard likelihood.leads(of: rows(free(found.minus(near)))).greatest > 1 else { return false }
    let first = search.optimum(from: start).coefficients
    search.penalty = penalty.atLeast(Self.weakPenalties.1)
    let second = search.optimum(from: first).coefficients
    let leads = likelihood.leads(of: rows(free(second.minus(first))))
    return leads.greatest > 1 && leads.least > -1e-3 * leads.greatest
  }

  /// Whether classes that are the label of no row may become ever rarer: by their shifts, or by their own
  /// weights of log-probabilities, which are negative.
  private func risesWithoutUnseenClasses(_ start: LinearCoefficients) -> Bool {
    let data = likelihood.data
    var isUnseen = [Bool](repeating: true, count: data.classCount)
    for (row, label) in data.labels.enumerated() where data.weights?[row] != 0 {
      isUnseen[Int(label)] = false
    }
    guard isUnseen.contains(true) else { return false }
    let none = LinearCoefficients(weightCount: start.weightCount, classCount: data.classCount)
    var (weights, shifts) = (none, none)
    for (label, place) in start.diagonal.enumerated() where isUnseen[label] {
      weights.all[place] = 1
      shifts.all[start.weightCount + label] = -1
    }
    return [weights, shifts].contains { direction in
      let leads = likelihood.leads(of: rows(free(direction)))
      return leads.least >= 0 && leads.greatest > 0
    }
  }

  /// The part of a direction along which no penalty grows; along others nothing rises for ever.
  private func free(_ direction: LinearCoefficients) -> LinearCoefficients {
    let curvatures = penalty.curvatures(of: direction)
    var free = direction
    for index in free.all.indices where curvatures.all[index] > 0 { free.all[index] = 0 }
    return free
  }
}

extension LinearCoefficients {
  fileprivate func minus(_ other: LinearCoefficients) -> LinearCoefficients {
    LinearCoefficients(zip(all, other.all).map { $0 - $1 }, classCount: classCount)
  }
}

extension RidgePenalty {
  /// The same where it is stronger.
  fileprivate func atLeast(_ strength: Double) -> RidgePenalty {
    RidgePenalty(
      diagonal: max(diagonal, strength),
      offDiagonal: max(offDiagonal, strength),
      intercept: max(intercept, strength)
    )
  }
}
