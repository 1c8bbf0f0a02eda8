import CalibrationTraining
import Testing

@Suite struct EpochOrderTests {
  @Test func isAPermutationThatSeedAndEpochDecide() {
    let order = EpochOrder.shuffled(count: 1000, seed: 7, epoch: 3)
    #expect(order.sorted() == Array(0..<1000))
    #expect(order == EpochOrder.shuffled(count: 1000, seed: 7, epoch: 3))
    #expect(order != EpochOrder.shuffled(count: 1000, seed: 8, epoch: 3))
    #expect(order != EpochOrder.shuffled(count: 1000, seed: 7, epoch: 4))
    #expect(EpochOrder.shuffled(count: 0, seed: 7, epoch: 0).isEmpty)
  }

  @Test func everyPlaceIsEquallyLikely() {
    // Where image 0 comes in 6000 epochs: 1000 times expected, standard deviation 29.
    var counts = [Int](repeating: 0, count: 6)
    for epoch in 0..<6000 {
      for (place, image) in EpochOrder.shuffled(count: 6, seed: 1, epoch: epoch).enumerated()
      where image == 0 {
        counts[place] += 1
      }
    }
    #expect(counts.allSatisfy { (850...1150).contains($0) }, "\(counts)")
  }

  @Test func theOrderIsTheSameInEveryVersion() {
    // Checkpoints resume in the middle of a run: a changed order would train on other batches.
    #expect(EpochOrder.shuffled(count: 8, seed: 1, epoch: 0) == [2, 4, 7, 1, 3, 0, 6, 5])
  }
}
