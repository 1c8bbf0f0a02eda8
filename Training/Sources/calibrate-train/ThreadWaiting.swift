import Foundation

/// How libtorch's threads wait for each other between operations.
enum ThreadWaiting {
  private static let policy = "OMP_WAIT_POLICY"

  /// Starts this program again with threads that sleep while they wait, unless the user has chosen.
  ///
  /// OpenMP's threads spin by default, which costs nothing on an idle machine and nearly everything
  /// on one that does other work too: ten to twenty times the time was measured. The choice is read
  /// when the library is loaded, before any code of ours.
  static func restartSleeping() {
    #if os(Linux)
      let environment = ProcessInfo.processInfo.environment
      guard environment[policy] == nil, environment["GOMP_SPINCOUNT"] == nil else { return }
      setenv(policy, "passive", 1)
      var words: [UnsafeMutablePointer<CChar>?] = CommandLine.arguments.map { strdup($0) } + [nil]
      // Comes back only if it fails; then the run is slower, not wrong.
      execv("/proc/self/exe", &words)
      for word in words { free(word) }
    #endif
  }
}
