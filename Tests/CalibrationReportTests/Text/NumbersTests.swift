import Calibration
import Testing

@testable import CalibrationReport

struct NumbersTests {
  @Test(arguments: [
    ("-0.5 to -0.1", "−0.5 to −0.1"), ("γ = -0.9271 ± 0.1", "γ = −0.9271 ± 0.1"),
    ("5.33e-16", "5.33e−16"), ("one-sided", "one-sided"),
  ])
  func minusSignsAreTypographic(text: String, expected: String) {
    #expect(Numbers.typographic(text) == expected)
  }

  @Test
  func nounsFollowTheirCounts() {
    #expect(Numbers.counted(1, "row") == "1 row")
    #expect(Numbers.counted(0, "row") == "0 rows")
    #expect(Numbers.counted(2400, "output") == "2,400 outputs")
  }

  @Test
  func intervalsKeepTheirMinusSigns() throws {
    // Over-confident before, and not distinguishable from calibrated after the map.
    let texts = try ComparedExamples.comparison().maps.map { map in
      let interval = map.evaluation[.confidenceGap].interval
      return (interval.lower < 0, Metric.confidenceGap.text(interval))
    }
    #expect(Set(texts.map(\.0)) == [true, false])
    for (isNegative, text) in texts {
      #expect(text.contains(isNegative ? /^-[0-9.]+ to -?[0-9.]+$/ : /^[0-9.]+–[0-9.]+$/))
    }
  }

  @Test
  func smallParametersAreNotZero() {
    func short(_ value: Double) -> String {
      FittedParameter(name: "temperature", value: value, standardError: nil).shortText
    }
    #expect(short(1.7190) == "T = 1.719")
    #expect(short(0.000335) == "T = 0.000335")
    #expect(short(0) == "T = 0.000")
  }
}
