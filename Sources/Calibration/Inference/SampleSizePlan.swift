import Foundation

/// How many labelled rows it takes to see that a map lowers the expected calibration error.
///
/// Both errors are measured on the same rows, with bins of equal width; the difference is *seen* when it
/// is beyond 1.96 of its standard errors (5 % two-sided). The noise is found by simulating a model:
/// log-odds of confidence are normal with standard deviation 2 and the mean that gives the accuracy;
/// the model is over-confident by a temperature that makes its expected calibration error the one
/// given; the map is a temperature that lowers it by the effect. The number of rows is the smallest tried,
/// in steps of an eighth, at which the simulated power is reached.
///
/// Real confidences are distributed otherwise: read the number as an order of magnitude.
public struct SampleSizePlan: Sendable, Hashable {
  /// The expected calibration error now.
  public let errorNow: Double
  /// How much lower it shall be.
  public let effect: Double
  /// The number of rows needed.
  public let rowCount: Int
  /// The share of simulated data sets of that many rows in which the difference is seen.
  public let simulatedPower: Double

  /// - Parameters:
  ///   - errorNow: The expected calibration error of the model as it is, in (0, 0.5).
  ///   - effect: How much lower the map makes it, in (0, errorNow].
  ///   - accuracy: The accuracy of the model, in (0.5, 1).
  ///   - power: The probability with which the difference shall be seen, in (0.5, 1).
  ///   - binCount: The number of bins.
  ///   - seed: What is simulated from.
  /// - Throws: ``MetricError`` when an argument is out of range, no model of that accuracy is so
  ///   over-confident, or ten million rows are not enough.
  public init(
    errorNow: Double,
    effect: Double,
    accuracy: Double = 0.9,
    power: Double = 0.8,
    binCount: Int = 15,
    seed: UInt64 = 1
  ) throws(MetricError) {
    try MetricError.check(binCount: binCount)
    guard errorNow > 0, errorNow < 0.5, effect > 0, effect <= errorNow else {
      throw .effect(effect, errorNow)
    }
    guard accuracy > 0.5, accuracy < 1 else { throw .accuracy(accuracy) }
    guard power > 0.5, power < 1 else { throw .level(power) }
    guard
      let model = OverconfidentModel(
        accuracy: accuracy,
        errorNow: errorNow,
        errorAfter: errorNow - effect
      )
    else { throw .effect(effect, errorNow) }
    let distance = 1.96 + NormalDistribution.quantile(power)
    let pilot = Trials(model, rowCount: 4_000, binCount: binCount, seed: seed)
    let noise = pilot.standardDeviation * Double(4_000).squareRoot()
    let ratio = distance * noise / effect
    var rowCount = max(10, Int((ratio * ratio).rounded(.up)))
    var trials = Trials(model, rowCount: rowCount, binCount: binCount, seed: seed)
    // Few rows raise the lower error more than the higher one, which hides part of the effect.
    while trials.power < power, rowCount < Self.largestSimulated {
      rowCount = min(rowCount + max(rowCount / 8, 1), Self.largestSimulated)
      trials = Trials(model, rowCount: rowCount, binCount: binCount, seed: seed)
    }
    guard trials.power >= power else { throw .effect(effect, errorNow) }
    self.errorNow = errorNow
    self.effect = effect
    self.rowCount = rowCount
    simulatedPower = trials.power
  }

  private static let largestSimulated = 10_000_000

  /// Simulated data sets of one size.
  private struct Trials {
    let standardDeviation: Double
    /// The share in which the difference is beyond 1.96 standard deviations.
    let power: Double

    init(_ model: OverconfidentModel, rowCount: Int, binCount: Int, seed: UInt64) {
      let differences = model.differences(
        rowCount: rowCount,
        trialCount: min(max(1_000_000 / rowCount, 200), 1_000),
        binCount: binCount,
        seed: seed
      )
      let count = Double(differences.count)
      let mean = differences.reduce(0, +) / count
      let deviation =
        (differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)).squareRoot()
      standardDeviation = deviation
      power = Double(differences.count { abs($0) > 1.96 * deviation }) / count
    }
  }
}

/// A model whose confidence is too high by a temperature, and a map that lowers it.
private struct OverconfidentModel: Sendable {
  /// Log-odds of the true probability of being right, at evenly spaced quantiles.
  let truth: [Double]
  /// What the model's log-odds are too large by, now and after the map.
  let factorNow: Double
  let factorAfter: Double

  init?(accuracy: Double, errorNow: Double, errorAfter: Double) {
    let normal = (0..<2_000).map { NormalDistribution.quantile((Double($0) + 0.5) / 2_000) }
    let mean = Self.root(
      of: { mean in
        normal.reduce(0) { $0 + Self.sigmoid(mean + 2 * $1) } / 2_000 - accuracy
      },
      from: -10,
      to: 20
    )
    let truth = normal.map { mean + 2 * $0 }
    let error = { (factor: Double) in
      truth.reduce(0) { $0 + abs(Self.sigmoid(factor * $1) - Self.sigmoid($1)) } / 2_000
    }
    guard error(1_000) > errorNow else { return nil }
    self.truth = truth
    factorNow = Self.root(of: { error($0) - errorNow }, from: 1, to: 1_000)
    factorAfter =
      errorAfter > 0 ? Self.root(of: { error($0) - errorAfter }, from: 1, to: 1_000) : 1
  }

  /// The difference of the two calibration errors in simulated data sets.
  func differences(rowCount: Int, trialCount: Int, binCount: Int, seed: UInt64) -> [Double] {
    Workers.map(blocks: trialCount) { trial in
      var generator = SplitMix64(seed: seed, stream: UInt64(trial))
      var now = [BinSums](repeating: BinSums(), count: binCount)
      var after = now
      for _ in 0..<rowCount {
        let logOdds = truth[Int.random(in: 0..<truth.count, using: &generator)]
        let isRight = Double.random(in: 0..<1, using: &generator) < Self.sigmoid(logOdds)
        Self.add(Self.sigmoid(factorNow * logOdds), isRight, to: &now)
        Self.add(Self.sigmoid(factorAfter * logOdds), isRight, to: &after)
      }
      return CalibrationNorm.l1.error(after) - CalibrationNorm.l1.error(now)
    }
  }

  private static func add(_ confidence: Double, _ isRight: Bool, to bins: inout [BinSums]) {
    let bin = min(max(Int((confidence * Double(bins.count)).rounded(.up)) - 1, 0), bins.count - 1)
    bins[bin].weight += 1
    bins[bin].confidence += confidence
    if isRight { bins[bin].correct += 1 }
  }

  private static func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

  /// Where a rising function crosses zero.
  private static func root(
    of function: (Double) -> Double,
    from low: Double,
    to high: Double
  ) -> Double {
    var (low, high) = (low, high)
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if function(middle) < 0 { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
