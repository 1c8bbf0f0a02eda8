import Calibration
import CalibrationTraining
import Foundation
import Testing

@Suite struct NormalizationTests {
  @Test func measuresEachChannel() throws {
    let images = LabeledImages.synthetic(300)
    var values = [[Double]](repeating: [], count: 3)
    for index in 0..<images.count {
      for (position, byte) in try images.image(index).pixels.enumerated() {
        values[position % 3].append(Double(byte) / 255)
      }
    }
    let measured = try Normalization(measuring: images)
    for channel in 0..<3 {
      let count = Double(values[channel].count)
      let mean = values[channel].reduce(0, +) / count
      let variance = values[channel].reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
      // The variance is a difference of numbers near ⅓: it loses a digit or two of sixteen.
      #expect(abs(measured.mean[channel] - mean) < 1e-12)
      #expect(abs(measured.standardDeviation[channel] - variance.squareRoot()) < 1e-12)
    }
  }

  @Test func threadsMakeNoDifference() throws {
    let images = LabeledImages.synthetic(700)
    let one = try Workers.$limit.withValue(1) { try Normalization(measuring: images) }
    #expect(try one == Normalization(measuring: images))
  }

  @Test func aConstantChannelIsNotDividedByNothing() throws {
    let folder = try TemporaryFolder()
    for name in ["a/1.png", "b/1.png"] { try folder.writeImage(name, color: (0, 77, 255)) }
    let measured = try Normalization(measuring: ImageFolder.open(folder.path).training)
    #expect(measured.standardDeviation == SIMD3(1, 1, 1))
    #expect(abs(measured.mean.y - 77.0 / 255) < 1e-15)
    #expect(
      try Normalization(measuring: LabeledImages.synthetic(0))
        == Normalization(mean: SIMD3(0, 0, 0), standardDeviation: SIMD3(1, 1, 1))
    )
  }

  @Test func survivesJSON() throws {
    let measured = try Normalization(measuring: LabeledImages.synthetic(20))
    let json = try JSONEncoder().encode(measured)
    #expect(try JSONDecoder().decode(Normalization.self, from: json) == measured)
  }

  @Test(arguments: ["[1,0,1]", "[1,-1,1]", "[1,1]"])
  func badNumbersInJSONAreErrors(deviation: String) {
    let json = Data(#"{"mean":[0,0,0],"standardDeviation":\#(deviation)}"#.utf8)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Normalization.self, from: json) }
  }
}
