import Testing

@testable import Calibration

@Suite struct UnknownNameTests {
  private let names = ["temperature", "focal-temperature", "vector", "focal"]

  @Test(arguments: [
    ("temprature", ["temperature"]), ("Vector", ["vector"]), ("focl", ["focal"]),
    ("focal-temperture", ["focal-temperature"]), ("hinge", []), ("", []),
  ])
  func suggestsWhatIsClose(name: String, suggestions: [String]) {
    #expect(UnknownName(name, kind: "method", among: names).suggestions == suggestions)
  }

  @Test func saysWhatMayBeMeantOrWhatThereIs() {
    #expect(
      UnknownName("focl", kind: "loss", among: names).description
        == "there is no loss 'focl'; did you mean focal?"
    )
    #expect(
      UnknownName("hinge", kind: "loss", among: ["focal", "brier"]).description
        == "there is no loss 'hinge'; choose one of focal, brier"
    )
  }
}
