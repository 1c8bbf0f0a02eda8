import Testing

@testable import CalibrationTraining

@Suite struct AugmentationTests {
  @Test func drawsAllPlacementsAboutEquallyOften() {
    let augmentation = Augmentation(padding: 1)
    var counts: [Augmentation.Placement: Int] = [:]
    for image in 0..<1800 {
      counts[augmentation.placement(seed: 1, epoch: 2, image: image), default: 0] += 1
    }
    #expect(counts.count == 18)
    // 100 expected, with a standard deviation of 9.7: the draw is fixed, and within five of them.
    #expect(counts.values.allSatisfy { (52...148).contains($0) }, "\(counts.values.sorted())")
    #expect(counts.keys.allSatisfy { abs($0.row) <= 1 && abs($0.column) <= 1 })
  }

  @Test func seedEpochAndImageDecide() {
    let augmentation = Augmentation()
    func draws(seed: UInt64, epoch: Int, first: Int = 0) -> [Augmentation.Placement] {
      (first..<(first + 50)).map { augmentation.placement(seed: seed, epoch: epoch, image: $0) }
    }
    let draw = draws(seed: 1, epoch: 3)
    #expect(draw == draws(seed: 1, epoch: 3))
    #expect(draw != draws(seed: 2, epoch: 3))
    #expect(draw != draws(seed: 1, epoch: 4))
    #expect(draw != draws(seed: 1, epoch: 3, first: 1))
  }

  @Test func turningFlipsOffLeavesTheCrops() {
    for image in 0..<50 {
      var placement = Augmentation(padding: 4).placement(seed: 9, epoch: 0, image: image)
      placement.isMirrored = false
      #expect(
        Augmentation(padding: 4, flipsHorizontally: false)
          .placement(seed: 9, epoch: 0, image: image) == placement
      )
    }
  }
}
