import Calibration

/// Several maps evaluated on the same rows, sorted by a metric, and what their differences mean.
public struct MapComparison: Sendable {
  /// A test of the difference between two maps on the same rows.
  public enum PairedTest: String, Sendable, Hashable, CaseIterable {
    /// `PairedComparison`.
    case bootstrap
    /// `PairedPermutationTest`.
    case permutation
  }

  /// How maps are compared.
  public struct Options: Sendable, Hashable {
    /// The metric that maps are sorted by.
    public var sort: ComparedMetric
    /// The metrics that are shown and tested besides; ``MapComparison/usualMetrics`` where none are named.
    public var metrics: [ComparedMetric]?
    /// The test behind the p-values.
    public var pairedTest: PairedTest
    /// How the p-values of all pairs are adjusted for their number.
    public var correction: MultiplicityCorrection

    /// Options; by negative log-likelihood, bootstrap and Holm's correction unless said otherwise.
    public init(
      sort: ComparedMetric = .evaluated(.negativeLogLikelihood),
      metrics: [ComparedMetric]? = nil,
      pairedTest: PairedTest = .bootstrap,
      correction: MultiplicityCorrection = .holm
    ) {
      self.sort = sort
      self.metrics = metrics
      self.pairedTest = pairedTest
      self.correction = correction
    }

    /// What is estimated because it is sorted by or shown.
    public var slowMetrics: [SlowMetric] {
      SlowMetric.allCases.filter { metric in
        ([sort] + (metrics ?? [])).contains(.slow(metric))
      }
    }

    /// The least number of resamples with which the adjusted p-value of a pair can get down to 1 − level.
    ///
    /// The smallest p-value of R resamples is 2 / (1 + R), that of R permutations 1 / (1 + R), and that of a pair may be
    /// multiplied by the number of pairs.
    public func resamplesNeeded(mapCount: Int, level: Double) -> Int {
      guard correction != .none, mapCount > 1, level > 0, level < 1 else { return 1 }
      let pairs = Double(mapCount * (mapCount - 1) / 2)
      let smallest = pairedTest == .bootstrap ? 2.0 : 1
      // 1 − 0.95 is a little more than 0.05 in binary.
      let needed = smallest * pairs / (1 - level) * (1 - 1e-12) - 1
      return Int(min(needed.rounded(.up), 1e15))
    }
  }

  /// The metrics that people read; others are in JSON.
  public static let usualMetrics: [Metric] = [
    .negativeLogLikelihood, .brierScore, .expectedCalibrationError, .equalMassCalibrationError,
    .classwiseCalibrationError, .accuracy,
  ]

  /// How they are compared.
  public let options: Options
  /// The metrics that are shown: the one that is sorted by, and some others.
  public let metrics: [ComparedMetric]
  /// From best to worst by the first metric.
  public let maps: [ComparedMap]
  /// The place of what the others are compared with: temperature scaling, or the uncalibrated scores without
  /// it.
  public let baseline: Int
  /// One for each metric shown.
  public let comparisons: [MultipleComparison]

  /// Sorts and tests.
  ///
  /// - Parameter unsorted: One map at least; metrics that are asked for and they have no estimates of are estimated.
  /// - Throws: `ComparisonError` when the maps were not evaluated with the same options on the same rows.
  public init(_ unsorted: [ComparedMap], options: Options = Options()) throws {
    self.options = options
    let others = (options.metrics ?? Self.usualMetrics.map { .evaluated($0) })
      .filter { $0 != options.sort }
    metrics = [options.sort] + (options.metrics == nil ? Array(others.prefix(5)) : others)
    for map in unsorted.dropFirst() {
      try map.evaluation.checkComparable(with: unsorted[0].evaluation)
    }
    let estimated = try unsorted.map { try $0.estimating(options.slowMetrics) }
    let order = MultipleComparison.order(
      of: estimated.compactMap { $0.estimate(options.sort)?.value },
      lowerIsBetter: options.sort.lowerIsBetter
    )
    let maps = order.map { estimated[$0] }
    self.maps = maps
    baseline =
      maps.firstIndex { $0.name == Self.usualBaseline } ?? maps.firstIndex { $0.map == nil } ?? 0
    let permutations = try Self.permutationTests(maps, options)
    comparisons = try metrics.map { metric in
      try MultipleComparison(
        of: maps.compactMap { $0.estimate(metric) },
        lowerIsBetter: metric.lowerIsBetter,
        correction: options.correction,
        pValue: permutations.map { tests in
          { first, second in
            switch metric {
            case .evaluated(let metric): tests[first][second - first - 1].pValue(metric)
            case .slow(let metric):
              try PairedPermutationTest.pValue(
                metric,
                of: maps[first].side,
                against: maps[second].side,
                options: maps[first].evaluation.options
              )
            }
          }
        }
      )
    }
  }

  /// What others are compared with, if it is there.
  private static let usualBaseline = "temperature"

  /// The test of each map against each of those after it, if permutation tests are asked for.
  private static func permutationTests(_ maps: [ComparedMap], _ options: Options) throws -> [[PairedPermutationTest]]? {
    guard options.pairedTest == .permutation else { return nil }
    return try maps.indices.map { first in
      try maps[(first + 1)...].map { second in
        try PairedPermutationTest(maps[first].side, against: second.side, options: second.evaluation.options)
      }
    }
  }

  /// How the maps were evaluated.
  public var evaluationOptions: EvaluationOptions { maps[baseline].evaluation.options }

  /// The best map by the metric that is sorted by, the uncalibrated scores not counted; `nil` where
  /// there is no map.
  public var bestMap: ComparedMap? { maps.first { $0.map != nil } }

  /// The uncalibrated scores, if they are among what is compared.
  public var uncalibrated: ComparedMap? { maps.first { $0.map == nil } }

  /// The number of resamples with which adjusted p-values can get low enough; `nil` where they can.
  public var resamplesNeeded: Int? {
    let needed = options.resamplesNeeded(mapCount: maps.count, level: evaluationOptions.level)
    return evaluationOptions.resampleCount < needed ? needed : nil
  }

  /// How far a map is from the baseline in a metric, with the noise of the difference.
  ///
  /// - Returns: `nil` for a metric that was not asked for.
  public func difference(_ metric: ComparedMetric, of index: Int) -> PairedComparison? {
    difference(metric, of: index, against: baseline)
  }

  /// How far a map is from another in a metric, with the noise of the difference.
  func difference(_ metric: ComparedMetric, of index: Int, against other: Int) -> PairedComparison? {
    guard let estimate = maps[index].estimate(metric), let against = maps[other].estimate(metric)
    else { return nil }
    // All maps are evaluated with the same options, so that this does not fail.
    return try? PairedComparison(of: estimate, against: against)
  }

  /// What is said of fits, each with the names of the maps that it is said of.
  public var warnings: [(text: String, names: [String])] {
    var warnings: [(text: String, names: [String])] = []
    for map in maps {
      for text in map.fit?.warnings ?? [] {
        if let index = warnings.firstIndex(where: { $0.text == text }) {
          warnings[index].names.append(map.name)
        } else {
          warnings.append((text, [map.name]))
        }
      }
    }
    return warnings
  }
}
