/// Where a network is trained.
public enum Device: String, Sendable, Hashable, CaseIterable {
  case cpu
  case cuda
}
