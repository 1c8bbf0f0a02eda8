extension [ScoreGroup] {
  /// The groups by ascending score, which is finite; equal scores stay in the order they came in.
  ///
  /// A binary fit spends most of its time on sorting. Digit by digit, from the least significant, the
  /// time is linear in the number of groups.
  func sortedByScore() -> [ScoreGroup] {
    // The tables of counts cost more than comparing a few.
    guard count > 256 else { return sorted { $0.score < $1.score } }
    let digitBits = 11
    let digitCount = 1 << digitBits
    var (source, target) = (self, self)
    var counts = [Int](repeating: 0, count: digitCount)
    for shift in stride(from: 0, to: UInt64.bitWidth, by: digitBits) {
      func digit(_ group: ScoreGroup) -> Int {
        Int(truncatingIfNeeded: group.sortKey >> UInt64(shift)) & (digitCount - 1)
      }
      for index in counts.indices { counts[index] = 0 }
      for group in source { counts[digit(group)] += 1 }
      // A digit that all share moves nothing.
      if counts[digit(source[0])] == count { continue }
      var place = 0
      for index in counts.indices { (counts[index], place) = (place, place + counts[index]) }
      for group in source {
        let digit = digit(group)
        target[counts[digit]] = group
        counts[digit] += 1
      }
      swap(&source, &target)
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
