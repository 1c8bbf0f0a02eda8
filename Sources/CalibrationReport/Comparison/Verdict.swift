import Calibration

/// Which of several compared maps to deploy, how much is gained, and why not a simpler one.
///
/// The rule prefers simplicity where the rows cannot show that more is better. A map is *eligible* if no other map is
/// distinguishably better than it, by the paired test of all pairs with the correction of ``MapComparison/Options``.
/// The uncalibrated scores are kept if they are eligible. Otherwise the verdict names the eligible map with the fewest
/// parameters among those that are distinguishably better than the uncalibrated scores; of equally many, first maps
/// that keep the order of the classes, then the one with the better value.
///
/// The gain is measured on the rows that the map was chosen by, so it is a little too high where maps are many and rows
/// are few. Measure a final figure on rows that took no part in the choice.
///
/// ```swift
/// let verdict = try MapComparison(maps).verdict
/// print(verdict)             // Deploy temperature: it lowers NLL by 0.0586 (95 % interval 0.0450 to 0.0721); …
/// ```
public struct Verdict: Sendable, Hashable, Codable {
  /// Why the verdict is what it is. The raw value is its name in JSON.
  public enum Reason: String, Sendable, Hashable, Codable, CaseIterable {
    /// The map is the only one.
    case onlyMap = "only_map"
    /// No map has fewer parameters, and no other is distinguishably better.
    case simplest
    /// Maps with fewer parameters are distinguishably worse: than this map, or than another one.
    case simplerIsWorse = "simpler_is_worse"
    /// The best of the maps with fewer parameters is not distinguishable from the uncalibrated scores.
    case simplerIsNoGain = "simpler_is_no_gain"
    /// No map is distinguishably better than the uncalibrated scores.
    case noMapIsBetter = "no_map_is_better"
    /// Every map is distinguishably worse than the uncalibrated scores.
    case everyMapIsWorse = "every_map_is_worse"
    /// No map changes the metric.
    case nothingChanges = "nothing_changes"
    /// There are not two things to compare.
    case nothingToCompare = "nothing_to_compare"
    /// There are too few rows for intervals to be trusted.
    case tooFewRows = "too_few_rows"
    /// There are too few resamples to distinguish so many maps.
    case tooFewResamples = "too_few_resamples"
    /// By the metric no map is better than another.
    case metricHasNoDirection = "metric_has_no_direction"
  }

  /// How far a map is from another in a metric: positive where the other is better.
  public struct Loss: Sendable, Hashable, Codable {
    /// The map that the verdict did not take.
    public let method: String
    /// What it is compared with.
    public let comparedWith: String
    /// How much worse it is; `nil` where that is infinite.
    public let difference: Double?
    /// The paired interval of the difference, lower and upper end; `nil` where an end is infinite.
    public let interval: [Double]?
  }

  /// What to know before the map is deployed.
  public struct Caution: Sendable, Hashable, Codable {
    /// What it is about. The raw value is its name in JSON.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
      /// Another metric is distinguishably worse than without the map.
      case harmsMetric = "harms_metric"
      /// Within a group of rows the metric is distinguishably worse than without the map.
      case harmsGroup = "harms_group"
      /// The map was fitted to rows that it is evaluated on.
      case evaluatedOnFittingRows = "evaluated_on_fitting_rows"
      /// On the rows that it was fitted to the map is worse than none.
      case worseOnFittingRows = "worse_on_fitting_rows"
      /// The fit came with warnings.
      case fitWarned = "fit_warned"
    }

    /// What it is about.
    public let kind: Kind
    /// The metric, the group, or the warning.
    public let subject: String
    /// The caution in a sentence.
    public let sentence: String
  }

  /// The name of the map to deploy, ``ComparedMap/uncalibratedName`` for none; `nil` where the rows decide nothing.
  public let method: String?
  /// The metric that decides.
  public let metric: ComparedMetric
  /// How much better the map is in the metric than the uncalibrated scores: positive where it is better, whichever way
  /// the metric points; `nil` without a map, without uncalibrated scores, and where it is infinite.
  public let gain: Double?
  /// The paired interval of the gain, lower and upper end.
  public let interval: [Double]?
  /// The level of the intervals, in (0, 1).
  public let level: Double
  /// Why.
  public let reason: Reason
  /// The map that comes closest to being named instead: the best of the simpler ones or, where the uncalibrated scores
  /// are kept, the best of all.
  public let rival: Loss?
  /// What to know before the map is deployed.
  public let cautions: [Caution]
  /// The verdict in one sentence.
  public let sentence: String
}

extension Verdict: CustomStringConvertible {
  /// The sentence, followed by the cautions.
  public var description: String {
    ([sentence] + cautions.map(\.sentence)).joined(separator: " ")
  }
}
