import Testing

@testable import CalibrationReport

struct MapChoiceTests {
  /// - Parameters:
  ///   - parameters: The numbers of parameters, from the best map to the worst; 0 of the uncalibrated scores.
  ///   - better: Pairs of which the first is distinguishably better.
  private func choice(_ parameters: [Int], _ better: [(Int, Int)]) -> MapChoice {
    MapChoice(
      candidates: parameters.map {
        .init(parameterCount: $0, keepsOrder: true, isUncalibrated: $0 == 0)
      },
      isBetter: { first, second in better.contains { $0 == (first, second) } }
    )
  }

  @Test func whatNothingBeatsIsEligible() {
    let choice = choice([9, 1, 0], [(0, 2), (1, 2)])
    #expect(choice.eligible == [0, 1])
    #expect(choice.chosen == 1)
    #expect(choice.simpler == nil)
  }

  @Test func theUncalibratedScoresAreTheSimplest() {
    #expect(choice([9, 1, 0], []).chosen == 2)
    #expect(choice([0, 1, 9], [(0, 1), (0, 2)]).chosen == 0)
  }

  @Test func aMapThatIsBeatenByAnyIsNotTaken() {
    // The simplest is not distinguishable from the best, but worse than the second.
    let choice = choice([9, 5, 1, 0], [(1, 2), (0, 3), (1, 3), (2, 3)])
    #expect(choice.eligible == [0, 1])
    #expect(choice.chosen == 1)
    #expect(choice.simpler == 2)
    #expect(choice.better(than: 2) == 1)
  }

  @Test func theBestIsTakenWhereNothingEligibleGainsForSure() {
    // The second beats none, but the best beats the second, and is not distinguishable from none.
    let choice = choice([9, 1, 0], [(0, 1), (1, 2)])
    #expect(choice.eligible == [0])
    #expect(choice.chosen == 0)
  }

  @Test func equallyManyParametersAreParted() {
    var candidates = [MapChoice.Candidate(parameterCount: 3, keepsOrder: false)]
    candidates.append(.init(parameterCount: 3, keepsOrder: true))
    candidates.append(.init(parameterCount: 3, keepsOrder: true))
    #expect(MapChoice(candidates: candidates, isBetter: { _, _ in false }).chosen == 1)
  }
}
