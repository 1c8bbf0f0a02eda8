import Foundation
import Testing

/// A row of Fixtures/focal_map.json: log-probabilities from as many digits as the row needs.
struct FocalMapReference: Decodable {
  let logits: [Double]
  let gamma: Double
  let temperature: Double
  let logProbabilities: [Double]

  private enum CodingKeys: String, CodingKey {
    case logits, gamma, temperature
    case logProbabilities = "log_probabilities"
  }

  static func all() throws -> [FocalMapReference] {
    let file = try #require(
      Bundle.module.url(forResource: "Fixtures/focal_map", withExtension: "json")
    )
    return try JSONDecoder().decode([FocalMapReference].self, from: Data(contentsOf: file))
  }
}
