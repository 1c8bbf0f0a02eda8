/// Read-only, contiguous `Float` memory that a ``Predictions`` value and its slices share.
///
/// The memory is owned by an array, or by someone else (a memory-mapped file) who is told when the
/// last user is gone.
public final class ScoreStorage: Sendable {
  /// The number of scores.
  public let count: Int

  nonisolated(unsafe) let base: UnsafePointer<Float>
  private let release: @Sendable () -> Void
  private let giveBack: (@Sendable (UnsafeRawBufferPointer) -> Void)?

  /// Allocates memory for `count` scores and lets `initialize` fill all of it.
  ///
  /// - Parameter initialize: Receives the uninitialised memory; must initialise every element.
  /// - Throws: What `initialize` throws.
  public init<E: Error>(count: Int, initialize: (UnsafeMutableBufferPointer<Float>) throws(E) -> Void) throws(E) {
    let memory = UnsafeMutableBufferPointer<Float>.allocate(capacity: max(count, 1))
    do {
      try initialize(UnsafeMutableBufferPointer(rebasing: memory[..<count]))
    } catch {
      memory.deallocate()
      throw error
    }
    nonisolated(unsafe) let address = memory.baseAddress
    self.count = count
    self.base = UnsafePointer(memory.baseAddress.unsafelyUnwrapped)
    self.release = { address?.deallocate() }
    self.giveBack = nil
  }

  /// Copies an array.
  public convenience init(_ scores: [Float]) {
    self.init(count: scores.count) { memory in
      _ = memory.initialize(from: scores)
    }
  }

  /// Copies scores in double precision, each rounded to the nearest `Float`.
  public convenience init(rounding scores: [Double]) {
    self.init(count: scores.count) { memory in
      _ = memory.initialize(from: scores.lazy.map { Float($0) })
    }
  }

  /// Adopts memory that somebody else owns, such as a memory-mapped file.
  ///
  /// - Parameters:
  ///   - memory: The scores; they must not change while this object lives.
  ///   - giveBack: Called with parts of the memory that will not be read again soon, so that the
  ///     pages of a file larger than memory can be dropped; reading them again must stay possible.
  ///   - release: Called once, when the last user of the memory is gone.
  public init(
    adopting memory: UnsafeBufferPointer<Float>,
    giveBack: (@Sendable (UnsafeRawBufferPointer) -> Void)? = nil,
    release: @escaping @Sendable () -> Void
  ) {
    precondition(memory.baseAddress != nil, "memory without an address")
    self.count = memory.count
    self.base = memory.baseAddress.unsafelyUnwrapped
    self.release = release
    self.giveBack = giveBack
  }

  /// A part of this memory, which lives as long as the part does.
  ///
  /// - Precondition: The range lies within the memory.
  package func part(_ range: Range<Int>) -> ScoreStorage {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "a part outside the memory")
    return ScoreStorage(
      adopting: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count),
      giveBack: giveBack,
      release: { withExtendedLifetime(self) {} }
    )
  }

  /// Says that some scores, read as part of a pass over all, will not be read again soon.
  ///
  /// Memory is given back in large pieces, when one has been read to its end: dropping pages
  /// interrupts all cores. Readers of a piece that are not done yet read it from the file again.
  package func finishedReading(_ range: Range<Int>) {
    guard giveBack != nil else { return }
    let start = range.lowerBound / Self.pieceCount * Self.pieceCount
    let end =
      range.upperBound == count
      ? count : range.upperBound / Self.pieceCount * Self.pieceCount
    if start < end { drop(start..<end) }
  }

  /// Gives memory back at once.
  package func drop(_ range: Range<Int>) {
    giveBack?(UnsafeRawBufferPointer(UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)))
  }

  /// 32 MiB.
  private static let pieceCount = 1 << 23

  deinit {
    release()
  }

  /// Calls `body` with the scores, without copying them.
  public func withUnsafeScores<Result, E: Error>(
    _ body: (UnsafeBufferPointer<Float>) throws(E) -> Result
  ) throws(E) -> Result {
    defer { withExtendedLifetime(self) {} }
    return try body(UnsafeBufferPointer(start: base, count: count))
  }
}
