import CalibrationFiles
import Foundation

/// A small data set to try things on: noisy gratings in ten directions, in CIFAR-10's binary format.
///
/// A class is a direction and a tint; phase, period and brightness are random, and every pixel has
/// noise. Some images have the label of a random class, so that no network can be right, or sure,
/// about all of them.
package struct SampleImages: Sendable, Hashable {
  package var trainingCount: Int
  package var testCount: Int
  /// The share of images with a random label, in [0, 1].
  package var labelNoise: Double
  package var seed: UInt64

  static let classCount = 10
  private static let side = 32

  package init(trainingCount: Int = 600, testCount: Int = 300, labelNoise: Double = 0.1, seed: UInt64 = 0) {
    precondition(trainingCount > 0 && testCount > 0, "no images")
    precondition((0...1).contains(labelNoise), "a label noise of \(labelNoise)")
    self.trainingCount = trainingCount
    self.testCount = testCount
    self.labelNoise = labelNoise
    self.seed = seed
  }

  /// Writes the training part, the test part and the names of the classes.
  ///
  /// - Parameter folder: Made where it is missing.
  /// - Throws: `FileError` when the folder or a file cannot be written.
  package func write(to folder: String) throws(FileError) {
    try RunFolder(folder).create()
    let names = (0..<Self.classCount).map { "\(180 * $0 / Self.classCount)-degrees\n" }.joined()
    try AtomicFile.write(Array(names.utf8), to: "\(folder)/batches.meta.txt")
    try AtomicFile.write((0..<testCount).flatMap { record(trainingCount + $0) }, to: "\(folder)/test_batch.bin")
    // Last: with it the folder is a data set.
    try AtomicFile.write((0..<trainingCount).flatMap { record($0) }, to: "\(folder)/data_batch_1.bin")
  }

  /// The label and the planar pixels of an image.
  private func record(_ index: Int) -> [UInt8] {
    var stream = RandomStream(seed: seed, .sampleImage, UInt64(index))
    func uniform(_ range: ClosedRange<Double>) -> Double {
      range.lowerBound + (range.upperBound - range.lowerBound) * stream.unit()
    }
    let label = index % Self.classCount
    let angle = Double(label) * .pi / Double(Self.classCount)
    let period = uniform(6...10)
    let phase = uniform(0...(2 * .pi))
    let contrast = uniform(25...50)
    let brightness = uniform(100...150)
    let tints = (0..<3).map { 12 * cos(2 * angle + 2 * .pi * Double($0) / 3) }
    let isMislabeled = stream.unit() < labelNoise
    let randomLabel = stream.integer(below: Self.classCount)
    var bytes = [UInt8(isMislabeled ? randomLabel : label)]
    for tint in tints {
      for row in 0..<Self.side {
        for column in 0..<Self.side {
          let distance = Double(column) * cos(angle) + Double(row) * sin(angle)
          let wave = contrast * sin(2 * .pi * distance / period + phase)
          let value = brightness + tint + wave + uniform(-60...60)
          bytes.append(UInt8(min(max(value, 0), 255)))
        }
      }
    }
    return bytes
  }
}
