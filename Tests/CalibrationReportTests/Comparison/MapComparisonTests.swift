import Calibration
import Testing

@testable import CalibrationReport

struct MapComparisonTests {
  @Test
  func mapsAreSortedAndHeldAgainstTemperatureScaling() throws {
    let comparison = try ComparedExamples.comparison()
    let losses = comparison.maps.map { $0.evaluation[.negativeLogLikelihood].value }
    #expect(losses == losses.sorted())
    #expect(comparison.maps[comparison.baseline].name == "temperature")
    #expect(comparison.maps.last?.name == ComparedMap.uncalibratedName)
    #expect(comparison.uncalibrated?.map == nil)
    #expect(comparison.bestMap?.name == comparison.maps[0].name)
  }

  @Test
  func differencesAreThoseOfTheMetrics() throws {
    let comparison = try ComparedExamples.comparison()
    for metric in comparison.metrics {
      for (index, map) in comparison.maps.enumerated() {
        let baseline = try #require(comparison.maps[comparison.baseline].estimate(metric))
        let difference = try #require(comparison.difference(metric, of: index))
        #expect(difference.difference == map.estimate(metric)?.value.advanced(by: -baseline.value))
      }
    }
  }

  @Test
  func withoutTemperatureScalingTheUncalibratedScoresAreTheBaseline() throws {
    let test = try ComparedExamples.test.get()
    let map = try FocalCalibrationMap(gamma: -0.5)
    let comparison = try MapComparison(
      [
        ComparedMap("focal-map", map: map, side: .init(map, on: test), options: ComparedExamples.options()),
        ComparedMap(side: .init(on: test), options: ComparedExamples.options()),
      ],
      options: .init(sort: .evaluated(.brierScore))
    )
    #expect(comparison.maps[comparison.baseline].map == nil)
    #expect(comparison.metrics.first == .evaluated(.brierScore))
    #expect(Set(comparison.metrics).count == comparison.metrics.count)
  }

  @Test(arguments: SlowMetric.allCases, MapComparison.PairedTest.allCases)
  func slowMetricsAreSortedByAndTested(metric: SlowMetric, test: MapComparison.PairedTest) throws {
    let maps = try ComparedExamples.comparison().maps
    let comparison = try MapComparison(
      maps,
      options: .init(
        sort: .slow(metric),
        metrics: [.slow(metric), .evaluated(.brierScore)],
        pairedTest: test,
        correction: .none
      )
    )
    #expect(comparison.metrics == [.slow(metric), .evaluated(.brierScore)])
    let values = try comparison.maps.map { try #require($0.slowEstimates[metric]).value }
    #expect(values == values.sorted())
    let uncalibrated = try #require(comparison.maps.firstIndex { $0.map == nil })
    for (index, map) in comparison.maps.enumerated() {
      let alone = try metric.estimate(of: map.map, on: ComparedExamples.test.get(), options: ComparedExamples.options())
      #expect(values[index] == alone.value)
      let difference = try #require(comparison.difference(.slow(metric), of: index))
      #expect(difference.difference == alone.value - values[comparison.baseline])
    }
    // Far too confident: every test sees it.
    #expect(comparison.comparisons[0].differ(uncalibrated, comparison.baseline))
    // What was not asked for is not estimated.
    #expect(comparison.maps[0].slowEstimates.count == 1)
    #expect(maps[0].slowEstimates.isEmpty)
  }

  @Test
  func enoughResamplesReachTheLevelOfAllPairs() {
    let options = MapComparison.Options()
    for mapCount in 2...12 {
      let pairs = Double(mapCount * (mapCount - 1) / 2)
      let needed = options.resamplesNeeded(mapCount: mapCount, level: 0.95)
      // Holm multiplies the smallest p-value, 2 / (1 + R), by the number of pairs.
      #expect(pairs * 2 / Double(1 + needed) <= 0.05 * (1 + 1e-12))
      #expect(pairs * 2 / Double(needed) > 0.05)
    }
    #expect(options.resamplesNeeded(mapCount: 1, level: 0.95) == 1)
    for level in [0, 1, .nan, -1, 2] {
      #expect(options.resamplesNeeded(mapCount: 5, level: level) == 1)
    }
    #expect(options.resamplesNeeded(mapCount: 5, level: 1.nextDown) > 1_000_000)
  }

  @Test
  func mapsOnOtherRowsAreRefused() throws {
    let (fitting, test) = (try ComparedExamples.fitting.get(), try ComparedExamples.test.get())
    let options = try ComparedExamples.options()
    let maps = [
      try ComparedMap(side: .init(on: test), options: options),
      try ComparedMap("other", side: .init(on: fitting), options: options),
    ]
    #expect(throws: ComparisonError.rows) { try MapComparison(maps) }
    #expect(throws: ComparisonError.rows) {
      try MapComparison(maps, options: .init(sort: .slow(.smoothCalibrationError), metrics: []))
    }
  }

  @Test
  func warningsNameTheMapsThatTheyAreOf() throws {
    let test = try ComparedExamples.test.get()
    let map = try TemperatureMap(temperature: 2)
    func compared(_ name: String, _ warnings: [String]) throws -> ComparedMap {
      try ComparedMap(
        name,
        map: map,
        fit: FitSummary(
          method: name,
          objective: .init(name: .negativeLogLikelihood, value: 1, uncalibratedValue: 2),
          rowCount: 10,
          classCount: 3,
          warnings: warnings
        ),
        side: .init(map, on: test),
        options: ComparedExamples.options()
      )
    }
    let comparison = try MapComparison([
      compared("a", ["x", "y"]), compared("b", ["y"]), compared("c", []),
    ])
    let warnings = Dictionary(uniqueKeysWithValues: comparison.warnings.map { ($0.text, Set($0.names)) })
    #expect(warnings == ["x": ["a"], "y": ["a", "b"]])
  }
}
