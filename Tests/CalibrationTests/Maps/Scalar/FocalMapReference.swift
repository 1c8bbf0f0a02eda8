import Foundation
import Testing

/// A row of Fixtures/focal_map.json: log-probabilities from as many digits as the row needs.
struct FocalMapReference: Decodable {
  let logits: [Double]
  let gamma: Double
  let temperature: Double
  let logProbabilities: [Double]

  static func all() throws -> [FocalMapReference] {
    try Fixture.load("focal_map", as: [FocalMapReference].self)
  }
}
