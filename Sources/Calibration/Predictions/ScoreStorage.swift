/// Read-only, contiguous `Float` memory that a ``Predictions`` value and its slices share.
///
/// The memory is owned by an array, or by someone else (a memory-mapped file) who is told when the
/// last user is gone.
public final class ScoreStorage: Sendable {
  /// The number of scores.
  public let count: Int

  nonisolated(unsafe) let base: UnsafePointer<Float>
  private let release: @Sendable () -> Void

  /// Allocates memory for `count` scores and lets `initialize` fill all of it.
  ///
  /// - Parameter initialize: Receives the uninitialised memory; must initialise every element.
  /// - Throws: What `initialize` throws.
  public init<E: Error>(
    count: Int,
    initialize: (UnsafeMutableBufferPointer<Float>) throws(E) -> Void
  ) throws(E) {
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
  }

  /// Copies an array.
  public convenience init(_ scores: [Float]) {
    self.init(count: scores.count) { memory in
      _ = memory.initialize(from: scores)
    }
  }

  /// Adopts memory that somebody else owns, such as a memory-mapped file.
  ///
  /// - Parameters:
  ///   - memory: The scores; they must not change while this object lives.
  ///   - release: Called once, when the last user of the memory is gone.
  public init(adopting memory: UnsafeBufferPointer<Float>, release: @escaping @Sendable () -> Void)
  {
    precondition(memory.baseAddress != nil, "memory without an address")
    self.count = memory.count
    self.base = memory.baseAddress.unsafelyUnwrapped
    self.release = release
  }

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
