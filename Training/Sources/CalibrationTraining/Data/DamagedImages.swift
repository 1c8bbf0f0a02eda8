/// What becomes of images that cannot be read or decoded.
public enum DamagedImages: String, Sendable, Hashable, Codable, CaseIterable {
  /// They are left out, and reported.
  case skip
  /// The first one is an error.
  case stop
}
