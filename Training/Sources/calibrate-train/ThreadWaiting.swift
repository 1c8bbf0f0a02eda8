import Foundation

/// How libtorch's threads wait for each other between operations.
enum ThreadWaiting {
  /// How often GNU OpenMP looks before a waiting thread sleeps; its default is 300 000.
  private static let spinCount = "GOMP_SPINCOUNT"

  /// Starts this program again with threads that soon sleep while they wait, unless the user has
  /// chosen.
  ///
  /// Threads that spin for long cost nothing on an idle machine and nearly everything on one that
  /// does other work too: there ten to twenty times the time was measured. Threads that sleep at
  /// once take twice the time on an idle machine. The choice is read when the library is loaded,
  /// before any code of ours.
  static func restartSpinningBriefly() {
    #if os(Linux)
      let environment = ProcessInfo.processInfo.environment
      guard environment[spinCount] == nil, environment["OMP_WAIT_POLICY"] == nil else { return }
      setenv(spinCount, "10000", 1)
      var words: [UnsafeMutablePointer<CChar>?] = CommandLine.arguments.map { strdup($0) } + [nil]
      // Comes back only if it fails; then the run is slower, not wrong.
      execv("/proc/self/exe", &words)
      for word in words { free(word) }
    #endif
  }
}
