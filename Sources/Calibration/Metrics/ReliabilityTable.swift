/// Confidence and accuracy by bins of confidence: what a reliability diagram draws, and what the
/// binned calibration errors are made of.
///
/// For a single class (see ``ClasswiseReliability``) *confidence* is the probability of that class
/// and *accuracy* the share of rows that belong to it.
public struct ReliabilityTable: Sendable, Hashable {
  /// One bin of a ``ReliabilityTable``.
  public struct Bin: Sendable, Hashable {
    /// Where the bin starts.
    public let lowerEdge: Double
    /// Where the bin ends.
    public let upperEdge: Double
    let sums: BinSums

    /// The sum of the weights of the rows in the bin: their number when rows are not weighted.
    public var weight: Double { sums.weight }

    /// The mean confidence of the rows in the bin; `nil` when it is empty.
    public var meanConfidence: Double? { weight > 0 ? sums.confidence / weight : nil }

    /// The share of the rows in the bin that are right; `nil` when it is empty.
    public var accuracy: Double? { weight > 0 ? sums.correct / weight : nil }

    /// The mean confidence less the accuracy: positive where the model is over-confident; `nil` when
    /// the bin is empty.
    public var gap: Double? { weight > 0 ? sums.gap / weight : nil }
  }

  /// The bins, in rising order of confidence.
  public let bins: [Bin]

  init(bins: [Bin]) {
    self.bins = bins
  }

  /// The sum of the weights of all rows.
  public var totalWeight: Double { bins.reduce(0) { $0 + $1.weight } }

  /// One number for the gaps of all bins, in [0, 1].
  public func calibrationError(norm: CalibrationNorm = .l1) -> Double {
    norm.error(bins.lazy.map(\.sums))
  }

  /// The over-confident part of the expected calibration error, in [0, 1]: Σ_b w_b max(conf_b − acc_b, 0).
  ///
  /// Together with ``underconfidence`` it makes up the calibration error in the L1 norm.
  public var overconfidence: Double { part { max($0.gap, 0) } }

  /// The under-confident part of the expected calibration error, in [0, 1]: Σ_b w_b max(acc_b − conf_b, 0).
  public var underconfidence: Double { part { max(-$0.gap, 0) } }

  private func part(_ gap: (BinSums) -> Double) -> Double {
    bins.reduce(0) { $0 + gap($1.sums) } / totalWeight
  }
}
