extension [ScoreGroup] {
  /// The groups by ascending score, which is finite; equal scores stay in the order they came in.
  ///
  /// A binary fit spends much of its time on sorting. Digit by digit, from the least significant, the
  /// time is linear in the number of groups. The digits are those of the upper half of the bits, which
  /// few scores share: those that do are compared.
  func sortedByScore() -> [ScoreGroup] {
    // The tables of counts cost more than comparing a few.
    guard count > 256 else { return sorted { $0.score < $1.score } }
    let digitBits = 11
    let digitCount = 1 << digitBits
    let lowest = UInt64.bitWidth - 3 * digitBits
    let shifts = [lowest, lowest + digitBits, lowest + 2 * digitBits]
    func digit(_ group: ScoreGroup, _ shift: Int) -> Int {
      Int(truncatingIfNeeded: group.sortKey >> UInt64(shift)) & (digitCount - 1)
    }
    // How often each digit occurs in each place, of all places in one pass.
    var counts = [Int](repeating: 0, count: shifts.count * digitCount)
    for group in self {
      for (place, shift) in shifts.enumerated() {
        counts[place * digitCount + digit(group, shift)] += 1
      }
    }
    var (source, target) = (self, self)
    for (place, shift) in shifts.enumerated() {
      let digits = (place * digitCount)..<((place + 1) * digitCount)
      // A digit that all share moves nothing.
      if counts[digits.lowerBound + digit(source[0], shift)] == count { continue }
      var start = 0
      for index in digits { (counts[index], start) = (start, start + counts[index]) }
      for group in source {
        let index = digits.lowerBound + digit(group, shift)
        target[counts[index]] = group
        counts[index] += 1
      }
      swap(&source, &target)
    }
    var start = 0
    while start < count {
      let upper = source[start].sortKey >> UInt64(lowest)
      var end = start + 1
      var isSorted = true
      while end < count, source[end].sortKey >> UInt64(lowest) == upper {
        isSorted = isSorted && source[end - 1].score <= source[end].score
        end += 1
      }
      if !isSorted { source[start..<end].sort { $0.score < $1.score } }
      start = end
    }
    return source
  }
}

extension ScoreGroup {
  /// Bits that are in the order of the scores: of negative numbers all are turned, of others the sign.
  fileprivate var sortKey: UInt64 {
    // The sum turns −0 into 0, which it equals.
    let bits = (score + 0).bitPattern
    return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
  }
}
