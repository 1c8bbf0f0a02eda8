import CalibrationFiles
import CalibrationTraining
import Testing

@Suite struct BatchPrefetcherTests {
  private static let normalization = Normalization(mean: SIMD3(0.4, 0.5, 0.6), standardDeviation: SIMD3(0.1, 0.2, 0.3))

  private static func batches(
    _ images: LabeledImages,
    order: [Int],
    batchSize: Int = 8,
    dropLast: Bool = false,
    workers: Int = 2,
    depth: Int = 3,
    epoch: Int = 1
  ) throws -> [ImageBatch] {
    let prefetcher = BatchPrefetcher(
      images: images,
      order: order,
      batchSize: batchSize,
      dropLast: dropLast,
      normalization: normalization,
      augmentation: Augmentation(padding: 2),
      seed: 11,
      epoch: epoch,
      workers: workers,
      depth: depth
    )
    var batches: [ImageBatch] = []
    while let batch = try prefetcher.next() { batches.append(batch) }
    #expect(batches.count == prefetcher.batchCount)
    return batches
  }

  @Test func batchesComeInOrderAndFull() throws {
    let images = LabeledImages.synthetic(61)
    let order = EpochOrder.shuffled(count: 61, seed: 2, epoch: 0)
    let batches = try Self.batches(images, order: order)
    #expect(batches.map(\.count) == [8, 8, 8, 8, 8, 8, 8, 5])
    #expect(batches.flatMap(\.indices) == order)
    #expect(batches.flatMap(\.labels) == order.map { Int64(images.labels[$0]) })
    #expect(batches.allSatisfy { $0.images.count == $0.count * images.shape.byteCount })
    let full = try Self.batches(images, order: order, dropLast: true)
    #expect(full.map(\.count) == [8, 8, 8, 8, 8, 8, 8])
    #expect(try Self.batches(images, order: []).isEmpty)
    #expect(try Self.batches(images, order: [1, 2], dropLast: true).isEmpty)
  }

  @Test func withoutAugmentationTheImagesAreTheNormalisedOnes() throws {
    let images = LabeledImages.synthetic(10)
    let prefetcher = BatchPrefetcher(images: images, order: [7, 3], batchSize: 2, normalization: Self.normalization)
    let batch = try #require(try prefetcher.next())
    let bytes = try images.image(7).pixels + images.image(3).pixels
    for (position, byte) in bytes.enumerated() {
      let value = Double(byte) / 255 - Self.normalization.mean[position % 3]
      #expect(batch.images[position] == Float(value / Self.normalization.standardDeviation[position % 3]))
    }
  }

  @Test(arguments: [1, 2, 5], [1, 3, 20])
  func workersAndDepthMakeNoDifference(workers: Int, depth: Int) throws {
    let images = LabeledImages.synthetic(50)
    let order = EpochOrder.shuffled(count: 50, seed: 3, epoch: 0)
    let one = try Self.batches(images, order: order, workers: 1, depth: 1)
    let many = try Self.batches(images, order: order, workers: workers, depth: depth)
    #expect(one.map(\.images) == many.map(\.images))
  }

  @Test func anImageLooksTheSameInAnyBatchOfAnEpoch() throws {
    let images = LabeledImages.synthetic(20)
    let one = try Self.batches(images, order: Array(0..<20), batchSize: 1)
    let reversed = try Self.batches(images, order: Array((0..<20).reversed()), batchSize: 1)
    #expect(one.map(\.images) == reversed.reversed().map(\.images))
    let next = try Self.batches(images, order: Array(0..<20), batchSize: 1, epoch: 2)
    #expect(one.map(\.images) != next.map(\.images))
  }

  @Test func batchesThatAreKeptDoNotChange() throws {
    // The memory of earlier batches is used again; whoever holds on to one must not see it.
    let images = LabeledImages.synthetic(64)
    let batches = try Self.batches(images, order: Array(0..<64), batchSize: 1, depth: 2)
    let again = try Self.batches(images, order: Array(0..<64), batchSize: 64)
    #expect(batches.flatMap(\.images) == again.flatMap(\.images))
  }

  @Test(arguments: [1, 4])
  func aDamagedImageStopsAtItsBatch(workers: Int) throws {
    let images = LabeledImages.synthetic(40, damagedImage: 21)
    let prefetcher = BatchPrefetcher(
      images: images,
      order: Array(0..<40),
      batchSize: 8,
      normalization: Self.normalization,
      workers: workers
    )
    #expect(try prefetcher.next()?.indices.first == 0)
    #expect(try prefetcher.next()?.indices.first == 8)
    for _ in 0..<2 {
      let error = failure { () throws(FileError) in _ = try prefetcher.next() }
      #expect(error?.path == "21.png")
    }
  }

  @Test func canBeDroppedAtAnyTime() async throws {
    // The threads hold the source: it goes away only once they have ended.
    final class Token: Sendable {}
    struct Tracked: ImageSource {
      let images = SyntheticImages(imageCount: 100)
      let token: Token
      var imageCount: Int { images.imageCount }
      var shape: ImageShape { images.shape }
      func read(_ index: Int, into pixels: UnsafeMutableBufferPointer<UInt8>) throws(FileError) {
        try images.read(index, into: pixels)
      }
    }
    weak var token: Token?
    for deliveredCount in 0..<4 {
      let strong = Token()
      token = strong
      let prefetcher = BatchPrefetcher(
        images: LabeledImages(Tracked(token: strong), labels: [Int32](repeating: 0, count: 100), classNames: ["a"]),
        order: Array(0..<100),
        batchSize: 2,
        normalization: Self.normalization,
        workers: 3,
        depth: 2
      )
      for _ in 0..<deliveredCount { _ = try prefetcher.next() }
    }
    for _ in 0..<500 where token != nil { try await Task.sleep(for: .milliseconds(10)) }
    #expect(token == nil)
  }
}
