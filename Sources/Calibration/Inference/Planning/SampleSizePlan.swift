import CMath

/// How many labelled rows it takes to see that a map lowers the expected calibration error.
///
/// Both errors are measured on the same rows, with bins of equal width; the difference is *seen* when
/// ``PairedComparison``, the paired bootstrap, rejects at 5 % that there is none and the error has fallen. Where more than two maps
/// are compared, it must do so at 5 % divided by the number of pairs, as the first step of Holm's method asks.
///
/// That very test is simulated, on data sets of a model: log-odds of confidence are normal with standard deviation 2 and the mean that gives the
/// accuracy; the model is over-confident by a temperature that makes its expected calibration error the one
/// given; the map is a temperature that lowers it by the effect. The share of data sets in which the difference is seen is
/// found at several numbers of rows, and Φ⁻¹ of it fitted by a line in √rows (probit regression), which says where it reaches
/// the power asked for. That number is rounded up by at most 5 %, and simulated once more on other data sets.
///
/// Real confidences are distributed otherwise: read the number as an order of magnitude. And two temperatures share most
/// of their noise, the more the nearer they are. So a smaller effect does not always take more rows, and none takes fewer than
/// some hundred; maps of other kinds share less. Confidences below one half occur, as with many classes; without them, as with
/// two classes, the power is somewhat higher.
public struct SampleSizePlan: Sendable, Hashable {
  /// The expected calibration error now.
  public let errorNow: Double
  /// How much lower it shall be.
  public let effect: Double
  /// The number of rows needed.
  public let rowCount: Int
  /// The share of simulated data sets of that many rows in which the difference is seen.
  public let simulatedPower: Double
  /// The number of these data sets.
  public let trialCount: Int

  /// The Monte Carlo standard error of ``simulatedPower``.
  public var standardError: Double {
    (simulatedPower * (1 - simulatedPower) / Double(trialCount)).squareRoot()
  }

  /// The most rows that are planned for.
  public static let largestRowCount = 10_000_000

  /// The most maps that are planned for.
  public static let largestMapCount = 8

  /// The level of the test, for all pairs together.
  private static let level = 0.05
  /// How much is simulated.
  struct Effort: Sendable {
    /// Data sets of each size: to find enough rows, to fit the course of the power, to fit it where it is about right, and to
    /// state it.
    var search = 100
    var course = 100
    var fit = 600
    var final = 1_500
    /// Resamples at least.
    var resamples = 399
  }

  /// Finds by simulation how many rows show a difference.
  ///
  /// - Parameters:
  ///   - errorNow: The expected calibration error of the model as it is, in (0, 0.5).
  ///   - effect: How much lower the map makes it, in (0, errorNow].
  ///   - accuracy: The accuracy of the model, in (0.5, 1).
  ///   - power: The probability with which the difference shall be seen, in (0.5, 1).
  ///   - mapCount: The number of maps that are compared, the uncalibrated scores among them; 2 to
  ///     ``largestMapCount``.
  ///   - binCount: The number of bins.
  ///   - seed: What is simulated from.
  /// - Throws: ``PlanError`` when an argument is out of range, no model of that accuracy is so
  ///   over-confident, or ``largestRowCount`` rows are not enough.
  public init(
    errorNow: Double,
    effect: Double,
    accuracy: Double = 0.9,
    power: Double = 0.8,
    mapCount: Int = 2,
    binCount: Int = 15,
    seed: UInt64 = 1
  ) throws(PlanError) {
    try self.init(
      errorNow: errorNow,
      effect: effect,
      accuracy: accuracy,
      power: power,
      mapCount: mapCount,
      binCount: binCount,
      seed: seed,
      effort: Effort()
    )
  }

  init(
    errorNow: Double,
    effect: Double,
    accuracy: Double = 0.9,
    power: Double = 0.8,
    mapCount: Int = 2,
    binCount: Int = 15,
    seed: UInt64 = 1,
    effort: Effort
  ) throws(PlanError) {
    guard (try? MetricError.check(binCount: binCount)) != nil else { throw .binCount(binCount) }
    guard errorNow > 0, errorNow < 0.5, effect > 0, effect <= errorNow else {
      throw .effect(effect, errorNow)
    }
    guard accuracy > 0.5, accuracy < 1 else { throw .accuracy(accuracy) }
    guard power > 0.5, power < 1 else { throw .power(power) }
    guard (2...Self.largestMapCount).contains(mapCount) else { throw .mapCount(mapCount) }
    guard
      let model = OverconfidentModel(accuracy: accuracy, errorNow: errorNow, errorAfter: errorNow - effect)
    else { throw .effect(effect, errorNow) }
    let level = Self.level / Double(mapCount * (mapCount - 1) / 2)
    let comparison = SimulatedComparison(
      model,
      binCount: binCount,
      level: level,
      resampleCount: max(effort.resamples, Int((2 / level).rounded(.up)) - 1),
      seed: seed
    )
    let largest = try Self.sizeOfEnoughPower(power, comparison, trialCount: effort.search)
    // From a quarter of it by factors of the cube root of 2, and then about what that says.
    var course = ProbitRegression()
    for step in 0...6 {
      course.add(Double(largest) * exp2(Double(step - 6) / 3), comparison, effort.course)
    }
    let rough = try course.rowCount(ofPower: power)
    for factor in [0.8, 1, 1.25] { course.add(factor * rough, comparison, effort.fit) }
    let needed = try course.rowCount(ofPower: power)
    rowCount = Self.roundedUp(needed)
    trialCount = effort.final
    let seen = comparison.seenCount(rowCount: rowCount, trialCount: effort.final, firstTrial: effort.fit)
    simulatedPower = Double(seen) / Double(effort.final)
    self.errorNow = errorNow
    self.effect = effect
  }

  /// A number of rows, a power of two times 64, with clearly more than the power asked for.
  private static func sizeOfEnoughPower(
    _ power: Double,
    _ comparison: SimulatedComparison,
    trialCount: Int
  ) throws(PlanError) -> Int {
    // As far above the power as it is to certainty, by half.
    let goal = Int((Double(trialCount) * (1 + power) / 2).rounded(.up))
    var rowCount = 64
    while rowCount <= largestRowCount {
      if comparison.seenCount(rowCount: rowCount, trialCount: trialCount) >= goal {
        return rowCount
      }
      rowCount *= 2
    }
    throw .tooManyRows(largestRowCount)
  }

  /// The next number with two digits, or three of which the last is 5: never more than 5 % above.
  private static func roundedUp(_ count: Double) -> Int {
    let step = max(1, (pow(10, log10(count).rounded(.down) - 1) / 2).rounded())
    return Int((count / step).rounded(.up) * step)
  }
}

/// A line for Φ⁻¹ of the power in √rows.
private struct ProbitRegression {
  private var weight = 0.0
  private var x = 0.0
  private var y = 0.0
  private var xx = 0.0
  private var xy = 0.0
  private var largest = 0.0

  /// Simulates data sets of a size, and adds the share in which the difference is seen.
  mutating func add(_ size: Double, _ comparison: SimulatedComparison, _ trialCount: Int) {
    let rowCount = max(2, Int(size))
    let seen = comparison.seenCount(rowCount: rowCount, trialCount: trialCount)
    // Half a data set more on either side keeps shares of 0 and 1 finite.
    let share = (Double(seen) + 0.5) / Double(trialCount + 1)
    let quantile = NormalDistribution.quantile(share)
    // Up to a factor the inverse variance of the quantile.
    let precision = Double(trialCount) * exp(-quantile * quantile) / (share * (1 - share))
    let root = Double(rowCount).squareRoot()
    weight += precision
    x += precision * root
    y += precision * quantile
    xx += precision * root * root
    xy += precision * root * quantile
    largest = max(largest, size)
  }

  /// Where the line has a power; at most the largest size that was simulated.
  func rowCount(ofPower power: Double) throws(PlanError) -> Double {
    let slope = (weight * xy - x * y) / (weight * xx - x * x)
    let root = x / weight + (NormalDistribution.quantile(power) - y / weight) / slope
    guard slope > 0, root > 0 else { throw .tooManyRows(SampleSizePlan.largestRowCount) }
    return min(root * root, largest)
  }
}
