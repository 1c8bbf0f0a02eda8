import BenchmarkSupport
import Calibration
import Foundation

/// A classifier of four classes whose true probabilities are known: labels are drawn from the softmax of its
/// logits, so that it is calibrated as it is and miscalibrated under a temperature.
///
/// Logits are normal with standard deviation 1.5, and one class, drawn at random, has 2.5 more. That makes an accuracy
/// of about 72 %.
struct SimulatedModel: Sendable {
  static let classCount = 4

  /// The trial whose very many rows stand for the population.
  static let populationTrial = Int.max

  let seed: UInt64

  /// Data of a trial.
  ///
  /// - Parameter noise: The standard deviation of normal noise on the logits of each of several models;
  ///   labels come from the logits without noise.
  /// - Returns: One set of predictions for each noise, all with the same labels.
  func draw(rowCount: Int, trial: Int, noise: [Double] = [0]) throws -> [LabeledPredictions] {
    var stream = RandomStream(seed: seed, stream: UInt64(trial))
    var labels: [Int32] = []
    var scores = [[Float]](repeating: [], count: noise.count)
    for _ in 0..<rowCount {
      var logits = Self.normals(from: &stream).map { 1.5 * $0 }
      logits[min(Int(stream.uniform() * Double(Self.classCount)), Self.classCount - 1)] += 2.5
      labels.append(Self.label(logits, &stream))
      for (index, deviation) in noise.enumerated() {
        let noises = deviation > 0 ? Self.normals(from: &stream) : [0, 0, 0, 0]
        scores[index] += zip(logits, noises).map { Float($0 + deviation * $1) }
      }
    }
    return try scores.map {
      try LabeledPredictions(Predictions($0, columnCount: Self.classCount, kind: .logits), labels: labels)
    }
  }

  private static func normals(from stream: inout RandomStream) -> [Double] {
    let (first, second) = (stream.normalPair(), stream.normalPair())
    return [first.x, first.y, second.x, second.y]
  }

  private static func label(_ logits: [Double], _ stream: inout RandomStream) -> Int32 {
    let odds = logits.map { exp($0) }
    var rest = stream.uniform() * odds.reduce(0, +)
    for (index, value) in odds.enumerated() {
      rest -= value
      if rest < 0 { return Int32(index) }
    }
    return Int32(classCount - 1)
  }
}
