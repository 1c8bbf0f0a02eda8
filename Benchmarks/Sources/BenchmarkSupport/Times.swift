/// How long a piece of work took, each of several times.
public struct Times: Sendable {
  /// From the shortest on, in seconds.
  private let sorted: [Double]

  /// Times a piece of work.
  public init(repetitions: Int, _ work: () throws -> Void) rethrows {
    sorted = try (0..<repetitions).map { _ in
      try ContinuousClock().measure(work) / .seconds(1)
    }.sorted()
  }

  /// How often it was timed.
  public var count: Int { sorted.count }
  /// The shortest, in seconds.
  public var least: Double { sorted[0] }
  /// The median, in seconds.
  public var median: Double { (sorted[(count - 1) / 2] + sorted[count / 2]) / 2 }
}
