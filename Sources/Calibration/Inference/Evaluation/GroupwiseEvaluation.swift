/// How well calibrated a model is within each of several groups of rows, and whether the groups differ.
///
/// A model can be calibrated over all rows and over-confident for some of them. But the fewer rows a
/// group has, the larger its calibration error by noise alone: see ``Group/isSmall``, and let
/// ``differences`` say whether there is anything to explain.
public struct GroupwiseEvaluation: Sendable {
  /// One group.
  public struct Group: Sendable {
    /// The name of the group.
    public let name: String
    /// All metrics on the rows of the group alone.
    public let evaluation: Evaluation

    /// Whether there are fewer than ten rows for each bin, so that much of a binned calibration error is
    /// noise.
    public var isSmall: Bool { evaluation.rowCount < 10 * evaluation.options.binCount }
  }

  /// The groups of which any row counts, in the order of ``RowGroups/names``.
  public let groups: [Group]
  /// The test whether the groups differ; `nil` where there is only one.
  public let differences: GroupDifferenceTest?

  /// The largest number of groups.
  public static let largestGroupCount = 1000

  /// Applies a map to all rows and evaluates each group.
  ///
  /// - Parameters:
  ///   - map: The map to apply; `nil` for the softmax of the scores as they are.
  ///   - data: Scores with their true classes.
  ///   - groups: The group of each row.
  ///   - options: The number of bins, how to resample within each group, and how often to permute the
  ///     groups.
  /// - Throws: ``EvaluationError/groupedRows(_:rows:)`` or ``EvaluationError/groupCount(_:largest:)`` when the groups do
  ///   not fit, ``PredictionsError/classCount(found:expected:)`` when the map is made for another number
  ///   of classes.
  public init(
    of map: (any CalibrationMap)? = nil,
    on data: LabeledPredictions,
    groups: RowGroups,
    options: EvaluationOptions = .standard
  ) throws {
    differences = try GroupDifferenceTest(EvaluatedRows(of: map, on: data), groups: groups, options: options)
    guard groups.names.count <= Self.largestGroupCount else {
      throw EvaluationError.groupCount(groups.names.count, largest: Self.largestGroupCount)
    }
    self.groups = try zip(groups.names, groups.rows).compactMap { name, rows in
      let part = data.copy(ofRows: rows)
      guard part.totalWeight > 0 else { return nil }
      return Group(name: name, evaluation: try Evaluation(of: map, on: part, options: options))
    }
  }

  /// The group that is worst by a metric: among those that are not small, if there are any.
  ///
  /// `nil` for metrics by which nothing is better or worse.
  public func worst(by metric: Metric) -> Group? {
    guard let lowerIsBetter = metric.lowerIsBetter else { return nil }
    let large = groups.filter { !$0.isSmall }
    return (large.isEmpty ? groups : large).max { first, second in
      let (first, second) = (first.evaluation[metric].value, second.evaluation[metric].value)
      return lowerIsBetter ? first < second : first > second
    }
  }
}
