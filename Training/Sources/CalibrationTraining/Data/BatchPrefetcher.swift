import CalibrationFiles
import Foundation

/// Prepares batches on other threads while the network works on one.
///
/// Batches come in the order asked for, with the same bits for any number of workers. The threads
/// end when all batches are prepared, when an image cannot be read, or when this object goes away.
///
/// ```swift
/// let batches = BatchPrefetcher(images: split.training, order: order, batchSize: 128, …)
/// while let batch = try batches.next() { … }
/// ```
package final class BatchPrefetcher: Sendable {
  /// The number of batches in all.
  package let batchCount: Int
  private let queue: BatchQueue

  /// Starts preparing batches.
  ///
  /// - Parameters:
  ///   - images: Where the images come from.
  ///   - order: The indices of the images, in the order in which they are used.
  ///   - batchSize: The number of images in a batch.
  ///   - dropLast: Whether a last batch that is not full is left out.
  ///   - normalization: What bytes become.
  ///   - augmentation: Random crops and flips; `nil` for none.
  ///   - seed: Determines the augmentation, with the epoch and each image's index.
  ///   - epoch: The number of the epoch.
  ///   - workers: The number of threads.
  ///   - depth: How many batches may be ready or in preparation at a time.
  /// - Precondition: Indices are valid, and the sizes positive.
  package init(
    images: LabeledImages,
    order: [Int],
    batchSize: Int,
    dropLast: Bool = false,
    normalization: Normalization,
    augmentation: Augmentation? = nil,
    seed: UInt64 = 0,
    epoch: Int = 0,
    workers: Int = 2,
    depth: Int = 8
  ) {
    precondition(batchSize > 0 && workers > 0 && depth > 0 && epoch >= 0)
    precondition(order.allSatisfy { $0 >= 0 && $0 < images.count }, "an index beyond the images")
    let preparation = BatchPreparation(
      images: images,
      order: order,
      batchSize: batchSize,
      renderer: ImageRenderer(shape: images.shape, normalization: normalization),
      augmentation: augmentation,
      seed: seed,
      epoch: epoch
    )
    batchCount = (order.count + (dropLast ? 0 : batchSize - 1)) / batchSize
    queue = BatchQueue(batchCount: batchCount, depth: depth)
    for _ in 0..<min(workers, batchCount) {
      // The threads hold the queue, not this object: it can go away while they wait.
      let thread = Thread { [queue] in preparation.work(for: queue) }
      thread.name = "batches"
      thread.start()
    }
  }

  deinit {
    queue.stop()
  }

  /// Waits for the next batch; `nil` after the last.
  ///
  /// - Throws: `FileError` when an image of the batch could not be read, and then always.
  package func next() throws(FileError) -> ImageBatch? {
    try queue.next()
  }
}

/// Everything that a worker needs to prepare any batch.
private struct BatchPreparation: Sendable {
  let images: LabeledImages
  let order: [Int]
  let batchSize: Int
  let renderer: ImageRenderer
  let augmentation: Augmentation?
  let seed: UInt64
  let epoch: Int

  func work(for queue: BatchQueue) {
    var pixels = [UInt8](repeating: 0, count: images.shape.byteCount)
    var memory: [Float] = []
    while let index = queue.claim(&memory) {
      let batch = Result { () throws(FileError) in
        try prepare(index, in: &memory, by: &pixels)
      }
      // Only the batch holds the memory from here on, so that it can be reused once the batch is gone.
      memory = []
      queue.put(batch, at: index)
    }
  }

  private func prepare(
    _ batch: Int,
    in numbers: inout [Float],
    by pixels: inout [UInt8]
  ) throws(FileError) -> ImageBatch {
    let start = batch * batchSize
    let indices = Array(order[start..<min(start + batchSize, order.count)])
    let numbersPerImage = images.shape.byteCount
    if numbers.count != indices.count * numbersPerImage {
      numbers = [Float](repeating: 0, count: indices.count * numbersPerImage)
    }
    try numbers.withUnsafeMutableBufferPointer { numbers throws(FileError) in
      try pixels.withUnsafeMutableBufferPointer { pixels throws(FileError) in
        guard let target = numbers.baseAddress, let bytes = pixels.baseAddress else { return }
        for (position, index) in indices.enumerated() {
          try images.read(index, into: pixels)
          renderer.render(
            bytes,
            augmentation?.placement(seed: seed, epoch: epoch, image: index)
              ?? Augmentation.Placement(),
            into: target + position * numbersPerImage
          )
        }
      }
    }
    return ImageBatch(
      shape: images.shape,
      images: numbers,
      labels: indices.map { Int64(images.labels[$0]) },
      indices: indices
    )
  }
}

/// Batches in preparation, and ready ones in order.
private final class BatchQueue: @unchecked Sendable {
  /// Guards everything below.
  private let condition = NSCondition()
  private let batchCount: Int
  private let depth: Int
  private var claimedCount = 0
  private var deliveredCount = 0
  private var isStopped = false
  private var ready: [Int: Result<ImageBatch, FileError>] = [:]
  /// Memory of batches that were delivered, the oldest first.
  private var used: [[Float]] = []

  init(batchCount: Int, depth: Int) {
    self.batchCount = batchCount
    self.depth = depth
  }

  /// Waits until a batch is to be prepared; `nil` when there is none any more.
  ///
  /// - Parameter memory: Becomes the memory of an earlier batch, or empty.
  func claim(_ memory: inout [Float]) -> Int? {
    condition.lock()
    defer { condition.unlock() }
    while !isStopped, claimedCount < batchCount, claimedCount >= deliveredCount + depth {
      condition.wait()
    }
    guard !isStopped, claimedCount < batchCount else { return nil }
    claimedCount += 1
    // The consumer has most likely released all but the last two. Where it has not, writing to the
    // memory makes a copy: slower, never wrong.
    memory = used.count > 2 ? used.removeFirst() : []
    return claimedCount - 1
  }

  func put(_ batch: Result<ImageBatch, FileError>, at index: Int) {
    condition.lock()
    defer { condition.unlock() }
    ready[index] = batch
    condition.broadcast()
  }

  func next() throws(FileError) -> ImageBatch? {
    condition.lock()
    defer { condition.unlock() }
    guard deliveredCount < batchCount else { return nil }
    while true {
      switch ready[deliveredCount] {
      case .success(let batch):
        ready[deliveredCount] = nil
        deliveredCount += 1
        used.append(batch.images)
        condition.broadcast()
        return batch
      case .failure(let error):
        isStopped = true
        condition.broadcast()
        throw error
      case nil:
        condition.wait()
      }
    }
  }

  func stop() {
    condition.lock()
    defer { condition.unlock() }
    isStopped = true
    condition.broadcast()
  }
}
