import Dispatch

/// Warnings that were said on standard error while a fit went on, and need not be said again with its
/// results.
final class EarlyWarnings: @unchecked Sendable {
  private let access = DispatchQueue(label: "EarlyWarnings.access")
  private var texts: Set<String> = []

  func say(_ text: String) {
    let isNew = access.sync { texts.insert(text).inserted }
    if isNew { StandardError.warn(text) }
  }

  /// The warnings that are left to say.
  func remaining(of warnings: [String]) -> [String] {
    access.sync { warnings.filter { !texts.contains($0) } }
  }
}
