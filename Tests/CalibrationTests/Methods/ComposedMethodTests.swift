import TestSupport
import Testing

@testable import Calibration

@Suite struct ComposedMethodTests {
  let data: LabeledPredictions

  init() throws {
    data = try Synthetic.labeled(by: FocalTemperatureMap(temperature: 1.8, gamma: 1), rows: 600, classes: 4, seed: 51)
  }

  @Test func eachPartIsFittedOnWhatComesBefore() throws {
    let fit = try TemperatureScaling().then(FocalScaling()).fit(to: data)
    let temperature = try TemperatureScaling().fit(to: data)
    #expect(fit.map.maps.count == 2)
    #expect(fit.map.maps[0] as? TemperatureMap == temperature.map)
    let between = try LabeledPredictions(temperature.map.logProbabilities(for: data.predictions), labels: data.labels)
    let focal = try FocalScaling().fit(to: between).map
    #expect(fit.map.maps[1] as? FocalCalibrationMap == focal)
    // In sequence no worse than the first alone, and no better than both together.
    let joint = try FocalTemperatureScaling().fit(to: data)
    #expect(fit.value <= temperature.value + 1e-9)
    #expect(fit.value >= joint.value - 1e-9)
    #expect(fit.uncalibratedValue == temperature.uncalibratedValue)
    let rows = try EvaluatedRows(of: fit.map, on: data)
    // The scores between the parts are rounded to Float.
    #expect(abs(rows.negativeLogLikelihood - fit.value) < 1e-6)
  }

  @Test func parametersOfTheSameNameAreNumbered() throws {
    let fit = try FocalTemperatureScaling().then(TemperatureScaling()).fit(to: data)
    #expect(fit.parameters.map(\.name) == ["temperature_1", "gamma", "temperature_2"])
    // After a fit of T and γ no further temperature helps.
    #expect(abs(fit.parameters[2].value - 1) < 1e-3)
  }

  @Test func compositionsAreFlat() throws {
    let method = TemperatureScaling().then(FocalScaling()).then(TemperatureScaling())
    #expect(method.methods.count == 3)
    let none = try ComposedMethod([]).fit(to: data)
    #expect(none.map.maps.isEmpty && none.value == none.uncalibratedValue)
  }
}
