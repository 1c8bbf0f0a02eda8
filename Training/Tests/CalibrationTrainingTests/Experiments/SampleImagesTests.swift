import Foundation
import Testing

@testable import CalibrationTraining

@Suite struct SampleImagesTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func theyAreADataSet() throws {
    try SampleImages(trainingCount: 40, testCount: 20, labelNoise: 0).write(to: folder.path)
    let data = try ImageFolder.open(folder.path)
    #expect(data.format == .cifar10)
    #expect(data.training.labels == (0..<40).map { Int32($0 % 10) })
    #expect(data.test?.count == 20)
    #expect(data.classNames.first == "0-degrees")
    // Images of a class differ, and training and test images do.
    #expect(try data.training.image(0) != data.training.image(10))
    #expect(try data.training.image(0) != data.test?.image(0))
  }

  @Test func theSeedDeterminesThem() throws {
    func bytes(seed: UInt64) throws -> Data {
      try SampleImages(trainingCount: 5, testCount: 5, seed: seed).write(to: folder.path)
      return try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/data_batch_1.bin"))
    }
    let first = try bytes(seed: 1)
    #expect(try bytes(seed: 1) == first)
    #expect(try bytes(seed: 2) != first)
  }

  @Test func someLabelsAreRandom() throws {
    try SampleImages(trainingCount: 200, testCount: 1, labelNoise: 0.5).write(to: folder.path)
    let labels = try ImageFolder.open(folder.path).training.labels
    let wrong = labels.enumerated().count { $0 % 10 != Int($1) }
    // 200 · 0.5 · 0.9 = 90 expected, with a standard deviation of 7.
    #expect((60...120).contains(wrong))
  }
}
