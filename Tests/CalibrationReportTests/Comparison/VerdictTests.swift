import Calibration
import Foundation
import Testing

@testable import CalibrationReport

/// Maps whose loss of every row is given, so that each case of the verdict can be made.
struct VerdictTests {
  /// Stands for a map with some number of parameters; the rows say what it does.
  private struct StubMap: CalibrationMap {
    let parameterCount: Int
    func transform(_ block: LogitBlock) {}
  }

  private static let count = 400
  /// The uncalibrated loss of each row.
  private static let losses = (0..<count).map { 0.8 + 0.001 * Double($0 % 100) }

  /// Losses that are lower by `gain` on average, those of half the rows by `noise` more and of the others by
  /// `noise` less.
  private static func losses(gain: Double, noise: Double = 0, phase: Int = 1) -> [Double] {
    losses.enumerated().map { row, loss in
      loss - gain + ((row / phase).isMultiple(of: 2) ? noise : -noise)
    }
  }

  /// Two classes, the first of which is the label; its probability is e to the minus loss.
  private static func map(
    _ name: String,
    parameters: Int?,
    _ losses: [Double],
    labelCount: Int = 1,
    groups: RowGroups? = nil,
    fit: FitSummary? = nil,
    isEvaluatedOnFittingRows: Bool = false,
    resamples: Int = 999
  ) throws -> ComparedMap {
    let probabilities = losses.map { Float(exp(-$0)) }
    let predictions =
      labelCount > 1
      ? try Predictions(probabilities, labelCount: labelCount, kind: .probabilities)
      : try Predictions(probabilities.flatMap { [$0, 1 - $0] }, columnCount: 2, kind: .probabilities)
    let data = try LabeledPredictions(predictions, labels: losses.map { _ in labelCount > 1 ? 1 : 0 })
    return try ComparedMap(
      name,
      map: parameters.map { StubMap(parameterCount: $0) },
      fit: fit,
      side: MappedPredictions(on: data),
      groups: groups,
      isEvaluatedOnFittingRows: isEvaluatedOnFittingRows,
      options: EvaluationOptions(resampleCount: resamples)
    )
  }

  private static func none(groups: RowGroups? = nil) throws -> ComparedMap {
    try map(ComparedMap.uncalibratedName, parameters: nil, losses, groups: groups)
  }

  private static func verdict(
    _ maps: ComparedMap...,
    sort: ComparedMetric = .evaluated(.negativeLogLikelihood)
  ) throws -> Verdict {
    try MapComparison(maps, options: .init(sort: sort)).verdict
  }

  // MARK: Deploy

  @Test func theOnlyMapIsDeployedWhereItGains() throws {
    let verdict = try Self.verdict(Self.none(), Self.map("a", parameters: 1, Self.losses(gain: 0.05, noise: 0.1)))
    #expect(verdict.method == "a" && verdict.reason == .onlyMap && verdict.rival == nil)
    let gain = try #require(verdict.gain)
    let interval = try #require(verdict.interval)
    #expect(abs(gain - 0.05) < 1e-4)
    #expect(interval[0] > 0.03 && interval[0] < gain && gain < interval[1] && interval[1] < 0.07)
    #expect(verdict.level == 0.95 && verdict.cautions.isEmpty)
    #expect(
      verdict.sentence.wholeMatch(
        of:
          /Deploy a: it lowers NLL by 0\.0500 \(95 % interval 0\.0[34]\d\d to 0\.0[56]\d\d\)\./
      ) != nil,
      "\(verdict)"
    )
  }

  @Test func ofMapsThatAreNotDistinguishableTheSimplestIsDeployed() throws {
    let maps = try [
      Self.none(), Self.map("plain", parameters: 1, Self.losses(gain: 0.05)),
      Self.map("rich", parameters: 9, Self.losses(gain: 0.06, noise: 0.4)),
    ]
    let comparison = try MapComparison(maps)
    #expect(comparison.maps[0].name == "rich")
    let verdict = comparison.verdict
    #expect(verdict.method == "plain" && verdict.reason == .simplest)
    #expect(verdict.sentence.hasSuffix("; no other map is distinguishably better."))
    #expect(comparison.shownMap?.name == "plain")
  }

  @Test func aSimplerMapThatIsWorseIsNamed() throws {
    let maps = try [
      Self.none(), Self.map("plain", parameters: 1, Self.losses(gain: 0.02)),
      Self.map("rich", parameters: 9, Self.losses(gain: 0.05, noise: 0.1)),
    ]
    let verdict = try MapComparison(maps).verdict
    #expect(verdict.method == "rich" && verdict.reason == .simplerIsWorse)
    #expect(verdict.rival?.method == "plain" && verdict.rival?.comparedWith == "rich")
    #expect(abs((verdict.rival?.difference ?? 0) - 0.03) < 1e-4)
    #expect(verdict.sentence.contains("; plain, the simpler map, is worse by 0.0300 (0.0"))
    let two = try MapComparison(maps + [Self.map("other", parameters: 2, Self.losses(gain: 0.01))]).verdict
    #expect(two.method == "rich")
    #expect(two.sentence.contains("; plain, the best of the simpler maps, is worse by"))
  }

  @Test func aSimplerMapMayBeWorseThanAThirdAlone() throws {
    let verdict = try Self.verdict(
      Self.none(),
      Self.map("plain", parameters: 1, Self.losses(gain: 0.10)),
      Self.map("middle", parameters: 3, Self.losses(gain: 0.11, noise: 0.4)),
      Self.map("rich", parameters: 9, Self.losses(gain: 0.13))
    )
    #expect(verdict.method == "middle" && verdict.reason == .simplerIsWorse)
    #expect(verdict.rival?.method == "plain" && verdict.rival?.comparedWith == "rich")
    #expect(verdict.sentence.contains("; plain, the simpler map, is worse than rich by 0.0300"))
  }

  @Test func aSimplerMapMayGainNothingForSure() throws {
    let verdict = try Self.verdict(
      Self.none(),
      Self.map("noisy", parameters: 1, Self.losses(gain: 0.03, noise: 0.4)),
      Self.map("sure", parameters: 5, Self.losses(gain: 0.05))
    )
    #expect(verdict.method == "sure" && verdict.reason == .simplerIsNoGain)
    #expect(verdict.rival?.method == "noisy")
    #expect(
      verdict.sentence.hasSuffix("; noisy, the simpler map, is not distinguishable from the uncalibrated scores.")
    )
  }

  @Test func withoutUncalibratedScoresThereIsNoGain() throws {
    let verdict = try Self.verdict(
      Self.map("plain", parameters: 1, Self.losses(gain: 0.02)),
      Self.map("rich", parameters: 9, Self.losses(gain: 0.05))
    )
    #expect(verdict.method == "rich" && verdict.gain == nil && verdict.interval == nil)
    #expect(verdict.sentence.contains("the uncalibrated scores were not compared"))
  }

  @Test func ofAccuracyMoreIsAGainInPoints() throws {
    let right = (0..<Self.count).map { $0 % 10 == 0 ? 1.0 : 0.1 }
    let worse = (0..<Self.count).map { $0 % 5 == 0 ? 1.0 : 0.1 }
    let verdict = try Self.verdict(
      Self.map(ComparedMap.uncalibratedName, parameters: nil, worse),
      Self.map("a", parameters: 1, right),
      sort: .evaluated(.accuracy)
    )
    #expect(verdict.method == "a" && verdict.metric == .evaluated(.accuracy))
    #expect(abs((verdict.gain ?? 0) - 0.1) < 1e-9)
    #expect(verdict.interval.map { $0[0] > 0 && $0[0] < $0[1] } == true)
    #expect(verdict.sentence.contains("it raises accuracy by 10.00 points (95 % interval "))
  }

  @Test func anInfiniteLossHasNoGainInNumbers() throws {
    var infinite = Self.losses
    infinite[0] = .infinity
    let verdict = try Self.verdict(
      Self.map(ComparedMap.uncalibratedName, parameters: nil, infinite),
      Self.map("a", parameters: 1, Self.losses(gain: 0.05))
    )
    #expect(verdict.gain?.isFinite != false)
    #expect(!verdict.sentence.contains("inf ") && !verdict.sentence.contains("nan"))
  }

  // MARK: Keep

  @Test func aGainWithinTheNoiseKeepsTheUncalibratedScores() throws {
    let one = try Self.verdict(Self.none(), Self.map("a", parameters: 1, Self.losses(gain: 0.01, noise: 0.4)))
    #expect(one.method == ComparedMap.uncalibratedName && one.reason == .noMapIsBetter)
    #expect(one.gain == nil && one.rival?.method == "a")
    #expect(
      one.sentence.hasPrefix(
        "Keep the uncalibrated scores: a is not distinguishably better; it lowers NLL by 0.0100 (95 % interval \u{2212}0.0"
      ),
      "\(one)"
    )
    let two = try Self.verdict(
      Self.none(),
      Self.map("a", parameters: 1, Self.losses(gain: 0.01, noise: 0.4)),
      Self.map("b", parameters: 2, Self.losses(gain: -0.01, noise: 0.4, phase: 2))
    )
    #expect(two.reason == .noMapIsBetter)
    #expect(two.sentence.contains("no map is distinguishably better; the best, a, lowers NLL by"))
  }

  @Test func whatThePairAloneShowsIsSaid() throws {
    let verdict = try Self.verdict(
      Self.none(),
      Self.map("a", parameters: 1, Self.losses(gain: 0.046, noise: 0.4)),
      Self.map("b", parameters: 2, Self.losses(gain: 0, noise: 0.4, phase: 2)),
      Self.map("c", parameters: 2, Self.losses(gain: 0, noise: 0.4, phase: 4))
    )
    #expect(verdict.reason == .noMapIsBetter)
    #expect(verdict.sentence.hasSuffix("more than noise for this pair alone but not among all 6 pairs."), "\(verdict)")
  }

  @Test func mapsThatAreWorseAreSaidToBe() throws {
    let one = try Self.verdict(Self.none(), Self.map("a", parameters: 1, Self.losses(gain: -0.05)))
    #expect(one.method == ComparedMap.uncalibratedName && one.reason == .everyMapIsWorse)
    #expect(one.sentence.contains("a is worse; it raises NLL by 0.0500"))
    let two = try Self.verdict(
      Self.none(),
      Self.map("a", parameters: 1, Self.losses(gain: -0.05)),
      Self.map("b", parameters: 1, Self.losses(gain: -0.06))
    )
    #expect(two.sentence.contains("every map is worse; even the best, a, raises NLL by 0.0500"))
  }

  @Test func mapsThatChangeNothingAreSaidTo() throws {
    let same = try Self.map("a", parameters: 1, Self.losses)
    let one = try Self.verdict(Self.none(), same)
    #expect(one.reason == .nothingChanges)
    #expect(one.sentence == "Keep the uncalibrated scores: a does not change NLL.")
    let two = try Self.verdict(Self.none(), same, Self.map("b", parameters: 2, Self.losses))
    #expect(two.sentence == "Keep the uncalibrated scores: no map changes NLL.")
  }

  // MARK: No verdict

  @Test func oneThingAloneIsComparedWithNothing() throws {
    let none = try Self.verdict(Self.none())
    #expect(none.method == nil && none.reason == .nothingToCompare)
    #expect(none.sentence == "No verdict: only the uncalibrated scores were evaluated.")
    let map = try Self.verdict(Self.map("a", parameters: 1, Self.losses))
    #expect(map.method == nil && map.sentence == "No verdict: a was compared with nothing.")
  }

  @Test(arguments: [(20, 1), (60, 3)])
  func fewRowsDecideNothing(rows: Int, labels: Int) throws {
    let losses = Array(Self.losses.prefix(rows))
    let verdict = try Self.verdict(
      Self.map("uncalibrated", parameters: nil, losses, labelCount: labels),
      Self.map("a", parameters: 1, losses.map { $0 - 0.1 }, labelCount: labels)
    )
    #expect(verdict.method == nil && verdict.reason == .tooFewRows && verdict.gain == nil)
    #expect(verdict.sentence.contains("20 rows are too few"))
  }

  @Test func fewResamplesDecideNothing() throws {
    let verdict = try Self.verdict(
      Self.map("uncalibrated", parameters: nil, Self.losses, resamples: 20),
      Self.map("a", parameters: 1, Self.losses(gain: 0.1), resamples: 20)
    )
    #expect(verdict.method == nil && verdict.reason == .tooFewResamples)
    #expect(verdict.sentence.contains("20 resamples cannot distinguish 2 maps; that takes 39"))
  }

  @Test func aMetricWithoutDirectionDecidesNothing() throws {
    let verdict = try Self.verdict(
      Self.none(),
      Self.map("a", parameters: 1, Self.losses(gain: 0.1)),
      sort: .evaluated(.meanConfidence)
    )
    #expect(verdict.method == nil && verdict.reason == .metricHasNoDirection)
  }

  // MARK: Cautions

  @Test func harmToAnotherMetricIsSaid() throws {
    // A tenth of the rows is all but impossible: more caution lowers the likelihood loss, and costs the rest.
    let before = (0..<Self.count).map { $0 % 10 == 0 ? 10.0 : 0.01 }
    let after = (0..<Self.count).map { $0 % 10 == 0 ? 3.0 : 0.3 }
    let verdict = try Self.verdict(
      Self.map("uncalibrated", parameters: nil, before),
      Self.map("a", parameters: 1, after)
    )
    #expect(verdict.method == "a")
    let harm = try #require(verdict.cautions.first { $0.subject == "brier" })
    #expect(harm.kind == .harmsMetric)
    #expect(harm.sentence.hasPrefix("But it raises the Brier score by 0."))
    #expect(verdict.description.contains(harm.sentence))
  }

  @Test func harmToAGroupIsSaid() throws {
    let groups = RowGroups((0..<Self.count).map { $0 % 4 == 0 ? "night" : "day" })
    let after = Self.losses.enumerated().map { $0.offset % 4 == 0 ? $0.element + 0.05 : 0.5 }
    let verdict = try Self.verdict(Self.none(groups: groups), Self.map("a", parameters: 1, after, groups: groups))
    #expect(verdict.method == "a")
    #expect(verdict.cautions.filter { $0.kind == .harmsGroup }.map(\.subject) == ["night"])
    #expect(verdict.description.contains("But in group night it raises NLL by 0.0500."))
  }

  @Test func whatIsWrongWithTheFitIsSaid() throws {
    let verdict = try Self.verdict(
      Self.none(),
      Self.map(
        "a",
        parameters: 1,
        Self.losses(gain: 0.05),
        fit: .init(
          method: "a",
          objective: .init(name: .negativeLogLikelihood, value: 2, uncalibratedValue: 1),
          rowCount: 10,
          classCount: 2,
          warnings: ["few rows"]
        ),
        isEvaluatedOnFittingRows: true
      )
    )
    #expect(verdict.cautions.map(\.kind) == [.evaluatedOnFittingRows, .worseOnFittingRows, .fitWarned])
    #expect(verdict.cautions.last?.subject == "few rows")
    #expect(verdict.description.hasSuffix("Its fit came with a warning: read it first."))
    // Nothing is said of a map that is not deployed.
    let kept = try Self.verdict(Self.none(), Self.map("a", parameters: 1, Self.losses, isEvaluatedOnFittingRows: true))
    #expect(kept.cautions.isEmpty)
  }

  // MARK: JSON

  @Test func verdictsAreReadBack() throws {
    let verdict = try Self.verdict(
      Self.none(),
      Self.map("plain", parameters: 1, Self.losses(gain: 0.02)),
      Self.map("rich", parameters: 9, Self.losses(gain: 0.05), isEvaluatedOnFittingRows: true)
    )
    let json = try JSONText.encode(verdict)
    #expect(json.contains("\"reason\" : \"simpler_is_worse\""))
    #expect(json.contains("\"compared_with\" : \"rich\"") && json.contains("\"metric\" : \"nll\""))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    #expect(try decoder.decode(Verdict.self, from: Data(json.utf8)) == verdict)
  }
}
