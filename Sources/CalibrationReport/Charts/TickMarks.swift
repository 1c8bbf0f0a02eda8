import CMath

/// A place on an axis that has a label.
package struct TickMark: Sendable, Hashable {
  /// The number at the place.
  package let value: Double
  /// What is written there, shortened on a vertical axis where there is little room.
  package let label: String
  /// What is written after the label and never shortened, such as a number; empty for none. Horizontal axes leave it out.
  package let detail: String

  /// A tick with any label.
  package init(value: Double, label: String, detail: String = "") {
    self.value = value
    self.label = label
    self.detail = detail
  }
}

/// The choice of ticks at round numbers.
///
/// Source: Heckbert, "Nice Numbers for Graph Labels" (Graphics Gems, 1990).
package enum TickMarks {
  /// The step 1, 2 or 5 times a power of ten that cuts a length into about `count` - 1 parts.
  package static func niceStep(covering length: Double, count: Int) -> Double {
    let raw = length / Double(max(count - 1, 1))
    guard raw.isFinite, raw > 0 else { return 1 }
    let power = pow(10, log10(raw).rounded(.down))
    let fraction = raw / power
    return power * (fraction < 1.5 ? 1 : fraction < 3 ? 2 : fraction < 7 ? 5 : 10)
  }

  /// Round numbers on a scale, about `count` of them, with labels of as many digits as distinguish them.
  ///
  /// A logarithmic scale of more than two powers of ten has ticks at powers of ten only, one of
  /// at least half of that at 1, 2 and 5 times them; a shorter one has the ticks of a linear scale.
  package static func nice(on scale: AxisScale, count: Int) -> [TickMark] {
    switch scale.kind {
    case .linear: return linear(scale, count: count)
    case .logarithmic:
      let decades = log10(scale.upper / scale.lower)
      return decades < 1 ? linear(scale, count: count) : logarithmic(scale, count: count)
    }
  }

  private static func linear(_ scale: AxisScale, count: Int) -> [TickMark] {
    let step = niceStep(covering: scale.upper - scale.lower, count: count)
    // What rounding puts just outside still belongs to the axis.
    let first = (scale.lower / step - 1e-9).rounded(.up)
    let last = (scale.upper / step + 1e-9).rounded(.down)
    // Beyond 2⁵³ steps from zero, neighbouring ticks are the same number.
    guard first <= last, max(abs(first), abs(last)) < 0x1p53 else { return [] }
    let digits = -Int((log10(step) + 1e-9).rounded(.down))
    return stride(from: first, through: last, by: 1).map { index in
      let value = index * step
      return TickMark(
        value: value,
        label: max(abs(scale.lower), abs(scale.upper)) >= 1e6 || digits > 5
          ? NumberText.short(value) : NumberText.fixed(value, digits: digits)
      )
    }
  }

  private static func logarithmic(_ scale: AxisScale, count: Int) -> [TickMark] {
    let low = Int((log10(scale.lower) + 1e-9).rounded(.down))
    let high = Int((log10(scale.upper) + 1e-9).rounded(.down))
    let decades = high - low + 1
    let mantissas: [Double] = decades * 3 <= count + 2 ? [1, 2, 5] : [1]
    let step = max(1, (decades + count - 1) / max(count, 1))
    let values: [Double] = stride(from: low, through: high, by: step).flatMap { exponent in
      let power = pow(10, Double(exponent))
      return mantissas.map { $0 * power }
    }
    // What rounding puts just outside still belongs to the axis.
    let range = (scale.lower * (1 - 1e-9))...(scale.upper * (1 + 1e-9))
    return values.filter(range.contains).map { value in
      let isPlain = value >= 1e-4 && value < 1e6
      let digits = -Int((log10(value) + 1e-9).rounded(.down))
      return TickMark(
        value: value,
        label: isPlain
          ? NumberText.fixed(value, digits: digits) : NumberText.short(value, significant: 1)
      )
    }
  }
}
