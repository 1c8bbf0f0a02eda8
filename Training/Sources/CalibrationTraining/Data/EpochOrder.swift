/// The order in which an epoch goes through the images.
package enum EpochOrder {
  /// All indices below `count` in a random order that the seed and the epoch determine.
  package static func shuffled(count: Int, seed: UInt64, epoch: Int) -> [Int] {
    var order = Array(0..<count)
    var stream = RandomStream(seed: seed, .order, UInt64(epoch))
    stream.shuffle(&order)
    return order
  }
}
