import Calibration
import Dispatch
import Foundation

/// A made-up overconfident classifier: its logits, and labels drawn from what it should have said.
///
/// Every row has a class it is drawn for, whose logit stands out of normal noise by an amount that
/// varies from row to row. Labels are drawn from Φ_γ(softmax(z / T)) with T = 1.7 and γ = −0.4.
/// A row depends on the seed and its number alone.
public struct SyntheticClassifier: Sendable {
  public let classCount: Int
  public let seed: UInt64

  private static let noise = 2.0
  private static let signalPerLogClass = 4.0
  private static let rowsPerBlock = 64

  private let truth: FocalTemperatureMap

  public init(classCount: Int, seed: UInt64 = 1) throws {
    self.classCount = classCount
    self.seed = seed
    truth = try FocalTemperatureMap(temperature: 1.7, gamma: -0.4)
  }

  /// Logits and labels of the first rows, with no more memory than they take.
  public func outputs(rowCount: Int) throws -> LabeledPredictions {
    var labels = [Int32](repeating: 0, count: rowCount)
    let scores = try ScoreStorage(count: rowCount * classCount) { scores in
      try labels.withUnsafeMutableBufferPointer {
        try write(rows: 0..<rowCount, scores: scores, labels: $0)
      }
    }
    let predictions = try Predictions(scores, columnCount: classCount, kind: .logits)
    return try LabeledPredictions(predictions, labels: labels)
  }

  /// Writes the logits and labels of a range of rows, on all cores.
  public func write(
    rows: Range<Int>,
    scores: UnsafeMutableBufferPointer<Float>,
    labels: UnsafeMutableBufferPointer<Int32>
  ) throws {
    nonisolated(unsafe) let scores = scores
    nonisolated(unsafe) let labels = labels
    let blockCount = (rows.count + Self.rowsPerBlock - 1) / Self.rowsPerBlock
    DispatchQueue.concurrentPerform(iterations: blockCount) { block in
      let first = block * Self.rowsPerBlock
      withUnsafeTemporaryAllocation(of: Double.self, capacity: classCount) { row in
        for offset in first..<min(first + Self.rowsPerBlock, rows.count) {
          let start = offset * classCount
          labels[offset] = draw(
            row: rows.lowerBound + offset,
            scores: scores.extracting(start..<(start + classCount)),
            workspace: row
          )
        }
      }
    }
  }

  private func draw(
    row: Int,
    scores: UnsafeMutableBufferPointer<Float>,
    workspace: UnsafeMutableBufferPointer<Double>
  ) -> Int32 {
    var random = RandomStream(seed: seed, stream: UInt64(row))
    for pair in stride(from: 0, to: classCount, by: 2) {
      let noise = random.normalPair() * Self.noise
      scores[pair] = Float(noise.x)
      if pair + 1 < classCount { scores[pair + 1] = Float(noise.y) }
    }
    // Gamma distributed with mean 1: clear rows and unclear ones.
    let clarity = (0..<3).reduce(0) { sum, _ in sum - log(random.uniform()) } / 3
    let intended = min(Int(random.uniform() * Double(classCount)), classCount - 1)
    scores[intended] += Float(Self.signalPerLogClass * log(Double(classCount)) * clarity)
    for column in 0..<classCount { workspace[column] = Double(scores[column]) }
    truth.transform(LogitBlock(workspace, classCount: classCount))
    var rest = random.uniform()
    for column in 0..<classCount {
      rest -= exp(workspace[column])
      if rest < 0 { return Int32(column) }
    }
    return Int32(intended)
  }
}
