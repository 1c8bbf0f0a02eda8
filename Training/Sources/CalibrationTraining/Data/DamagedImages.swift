/// What to do with images that cannot be read or decoded.
public enum DamagedImages: String, Sendable, Hashable, Codable, CaseIterable {
  /// Leave them out, and report them.
  case skip
  /// Stop: the first one is an error.
  case stop
}
