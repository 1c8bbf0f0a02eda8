/// A map whose probabilities come with intervals: inductive Venn–Abers prediction.
public protocol IntervalMap: CalibrationMap {
  /// The intervals p₀ … p₁ of a row: one for the event of a binary map and for the confidence, one for
  /// each class of several, before the division by their sum.
  ///
  /// - Parameter logits: One number for each class, or the log-odds of class 1 alone where there are two;
  ///   NaN and +∞ are none.
  func intervals(forLogits logits: [Double]) -> [ClosedRange<Double>]
}

extension BinaryMap: IntervalMap where Map == VennAbersMap {
  public func intervals(forLogits logits: [Double]) -> [ClosedRange<Double>] {
    [map.intervalOrCertainty((logits.last ?? 0) - (logits.count > 1 ? logits[0] : 0))]
  }
}

extension OneVersusRestMap: IntervalMap where Map == VennAbersMap {
  public func intervals(forLogits logits: [Double]) -> [ClosedRange<Double>] {
    zip(maps, Self.logOdds(logits)).map { $0.intervalOrCertainty($1) }
  }
}

extension TopLabelMap: IntervalMap where Map == VennAbersMap {
  public func intervals(forLogits logits: [Double]) -> [ClosedRange<Double>] {
    Self.logOdds(logits).max().map { [map.intervalOrCertainty($0)] } ?? []
  }
}

extension CalibrationMap {
  /// Each class's log-odds against all others.
  fileprivate static func logOdds(_ logits: [Double]) -> [Double] {
    var scores = logits.count == 1 ? [0] + logits : logits
    scores.withUnsafeMutableBufferPointer {
      LogitBlock($0, classCount: $0.count).formLogOdds()
    }
    return scores
  }
}

extension VennAbersMap {
  /// p₀ and p₁; certainties stay what they are.
  fileprivate func intervalOrCertainty(_ logOdds: Double) -> ClosedRange<Double> {
    if logOdds.isFinite { return interval(forLogOdds: logOdds) }
    return logOdds > 0 ? 1...1 : 0...0
  }
}
