import Foundation
import Testing

@testable import Calibration

@Suite struct MethodSelectionChoiceTests {
  static func choice() throws -> MethodSelection.Choice {
    MethodSelection.Choice(
      scores: [
        MethodSelection.Score(
          name: "vector",
          parameterCount: 8,
          crossValidatedLoss: 0.1,
          difference: 0,
          differenceStandardError: 0,
          isChosen: false
        ),
        MethodSelection.Score(
          name: "temperature",
          parameterCount: 1,
          crossValidatedLoss: 0.2,
          difference: 0.1,
          differenceStandardError: 1.0 / 3,
          isChosen: true
        ),
      ],
      omissions: [MethodSelection.Omission(name: "matrix", reason: "it is slow")],
      loss: .brier,
      crossValidation: try CrossValidation(foldCount: 7, repeatCount: 3, seed: .max)
    )
  }

  @Test func everythingIsKept() throws {
    let choice = try Self.choice()
    let json = try JSONEncoder().encode(choice)
    #expect(try JSONDecoder().decode(MethodSelection.Choice.self, from: json) == choice)
    let object = try #require(JSONSerialization.jsonObject(with: json) as? [String: Any])
    #expect(object["rule"] as? String == "one-standard-error")
    #expect(object["loss"] as? String == "brier")
    #expect(object["folds"] as? Int == 7 && object["repeats"] as? Int == 3)
    #expect(choice.chosen?.name == "temperature")
  }

  @Test(arguments: [#""folds":7"#, #""repeats":3"#, #""loss":"brier""#])
  func whatNoChoiceHasIsRefused(entry: String) throws {
    let json = try JSONEncoder().encode(Self.choice())
    let text = String(decoding: json, as: UTF8.self)
    let key = try #require(entry.split(separator: ":").first)
    for value in ["0", "\"ece\"", "null"] {
      let damaged = text.replacing(entry, with: "\(key):\(value)")
      #expect(damaged != text)
      #expect(throws: (any Error).self) {
        try JSONDecoder().decode(MethodSelection.Choice.self, from: Data(damaged.utf8))
      }
    }
  }
}
