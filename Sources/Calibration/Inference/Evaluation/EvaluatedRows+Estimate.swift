extension EvaluatedRows {
  /// Any metric of the rows with its bootstrap interval.
  ///
  /// ```swift
  /// let rows = try EvaluatedRows(of: map, on: test)
  /// let error = rows.estimate { $0.smoothCalibrationError }
  /// ```
  ///
  /// Resamples are those of an ``Evaluation`` with the same options. A resample is the rows with
  /// their weights multiplied by how often each is drawn, and the metric is computed from that anew,
  /// so this costs as much as the metric does, times the number of resamples, over all cores.
  ///
  /// - Parameters:
  ///   - options: How to resample.
  ///   - metric: The metric; it must respect weights, as all metrics of this library do.
  /// - Throws: What the metric throws.
  public func estimate<Failure: Error>(
    options: EvaluationOptions = .standard,
    of metric: @Sendable (EvaluatedRows) throws(Failure) -> Double
  ) throws(Failure) -> MetricEstimate {
    let value = try metric(self)
    return MetricEstimate(
      value: value,
      replicates: try values(on: bootstrapResamples(options), of: metric),
      jackknife: try jackknifeResamples(options).map { resamples throws(Failure) in
        try values(on: resamples, of: metric)
      } ?? [],
      options: options
    )
  }

  /// The metric on each of some samples of the rows.
  func values<Failure: Error>(
    on resamples: some RowResamples,
    of metric: @Sendable (EvaluatedRows) throws(Failure) -> Double
  ) throws(Failure) -> [Double] {
    let batches = Workers.map(blocks: resamples.batchCount) { batch in
      let counts = resamples.counts(ofBatch: batch)
      return (0..<resamples.resamples(ofBatch: batch).count).map { lane in
        let resample = reweighted { row in
          Double(counts[row * BootstrapResamples.lanes + lane])
        }
        return Result { () throws(Failure) in try metric(resample) }
      }
    }
    var values: [Double] = []
    for result in batches.joined() { values.append(try result.get()) }
    return values
  }

  /// The rows with their weights multiplied.
  private func reweighted(_ factor: (Int) -> Double) -> EvaluatedRows {
    let weights = (0..<rowCount).map { weight(ofRow: $0) * factor($0) }
    var rows = self
    rows.weights = weights
    rows.totalWeight = weights.reduce(0, +)
    return rows
  }
}
