import Testing

@testable import Calibration

@Suite struct MethodSelectionTests {
  static let candidates = [
    MethodSelection.Candidate(name: "temperature", method: TemperatureScaling()),
    MethodSelection.Candidate(name: "focal-temperature", method: FocalTemperatureScaling()),
  ]

  @Test func prefersFewerParametersWhereTheyAreEnough() throws {
    // The labels are drawn by a temperature map: γ can only fit noise.
    let data = try Synthetic.labeled(
      by: TemperatureMap(temperature: 1.7),
      rows: 800,
      classes: 4,
      seed: 61
    )
    let (fit, scores) = try MethodSelection(among: Self.candidates).select(fittingTo: data)
    #expect(fit.map.maps.first is TemperatureMap)
    #expect(scores.filter(\.isChosen).map(\.name) == ["temperature"])
    #expect(scores.map(\.parameterCount).sorted() == [1, 2])
  }

  @Test func takesTheRicherMethodWhereItIsBetter() throws {
    let data = try Synthetic.labeled(
      by: FocalTemperatureMap(temperature: 1.5, gamma: -0.8),
      rows: 4_000,
      classes: 4,
      seed: 62
    )
    let (fit, scores) = try MethodSelection(among: Self.candidates).select(fittingTo: data)
    #expect(fit.map.maps.first is FocalTemperatureMap)
    // The best comes first, and differs from itself by nothing.
    #expect(scores[0].name == "focal-temperature" && scores[0].difference == 0)
    #expect(scores[1].difference > scores[1].differenceStandardError)
    // The chosen method is fitted on all rows.
    #expect(fit.rowCount == 4_000)
    let direct = try FocalTemperatureScaling().fit(to: data)
    #expect(fit.map.maps.first as? FocalTemperatureMap == direct)
  }

  @Test func nothingToChooseFrom() throws {
    let data = try Synthetic.labeled(
      by: TemperatureMap(temperature: 1.7),
      rows: 50,
      classes: 3,
      seed: 63
    )
    let (fit, scores) = try MethodSelection(among: []).select(fittingTo: data)
    #expect(fit.map.maps.isEmpty && scores.isEmpty)
  }
}
