import Calibration
import Testing

@testable import CalibrationReport

@Suite struct MapPageTests {
  private func html(_ map: any CalibrationMap) throws -> String {
    try MapPage(
      title: "A map",
      map: map,
      sentences: ["It does this & that.", "And more."],
      facts: [.init("Rows", "12")],
      command: "calibrate explain 'a b.json'"
    ).html()
  }

  @Test func wordsFactsAndCommandAreInThePage() throws {
    let html = try html(IdentityMap())
    #expect(html.contains("<p class=\"lead\">It does this &amp; that.</p>"))
    #expect(html.contains("<dt>Rows</dt><dd>12</dd>"))
    #expect(html.contains("<code>calibrate explain &#39;a b.json&#39;</code>"))
  }

  @Test func mapsOfTemperatureAndGammaHaveSliders() throws {
    for map: any CalibrationMap in [
      try TemperatureMap(temperature: 1.5), try FocalCalibrationMap(gamma: 2),
      try FocalTemperatureMap(temperature: 0.8, gamma: -1),
    ] {
      let html = try html(map)
      #expect(html.contains("data-parameter=\"gamma\""))
      #expect(html.contains("id=\"focal-map-title\""))
      #expect(html.contains("id=\"simplex-title\""))
    }
  }

  @Test func otherMapsHaveThePicturesThatFitThem() throws {
    let anyCount = try html(try LabelSmoothingMap(smoothing: 0.1))
    #expect(!anyCount.contains("data-parameter=\""))
    #expect(anyCount.contains("id=\"simplex-title\""))
    let ofTwo = try html(BinaryMap(try PlattMap(slope: 2, intercept: 0.5)))
    #expect(!ofTwo.contains("<svg"))
  }
}
