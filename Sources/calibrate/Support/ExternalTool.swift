import CalibrationFiles

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Another program: one of this project, or one that the system has.
struct ExternalTool {
  /// Why a program did not do its work.
  struct Failed: Error {
    /// A part of a sentence, to stand after the program's path: "cannot be run: Permission denied".
    let reason: String
  }

  let name: String

  /// Where it is: beside this program, links resolved, or else the first on PATH.
  var path: String? {
    let searched =
      ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":").map(String.init) ?? []
    return ([Self.ownFolder].compactMap { $0 } + searched)
      .map { "\($0)/\(name)" }
      .first(where: Self.isProgram)
  }

  /// Becomes this program, so that it has the terminal, the signals and the exit code.
  ///
  /// - Returns: Why that failed; otherwise there is no return.
  func execute(_ path: String, arguments: [String]) -> String {
    Self.withCStrings([name] + arguments) { words in
      execv(path, words)
      return errorText(errno)
    }
  }

  /// Runs a program to its end; nothing is on its standard input.
  ///
  /// - Parameters:
  ///   - path: Where the program is.
  ///   - arguments: What follows its name.
  ///   - silenced: Whether what it says, on standard output and standard error, is thrown away.
  /// - Throws: ``Failed`` where it cannot be run or does not exit with 0.
  static func run(_ path: String, _ arguments: [String], silenced: Bool = false) throws(Failed) {
    var process = pid_t()
    let spawned = spawn(path, arguments, silenced: silenced, &process)
    guard spawned == 0 else { throw Failed(reason: "cannot be run: \(errorText(spawned))") }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { throw Failed(reason: "is lost: \(errorText(errno))") }
    }
    // The low seven bits are the signal that ended it, the next byte is what it exited with.
    let signal = status & 0x7f
    guard signal == 0 else { throw Failed(reason: "was ended by signal \(signal)") }
    let code = status >> 8 & 0xff
    guard code == 0 else { throw Failed(reason: "ended with exit code \(code)") }
  }

  /// Starts a program with the signals as a shell hands them on: none is blocked or ignored.
  ///
  /// - Returns: 0 or the number of the error.
  private static func spawn(_ path: String, _ arguments: [String], silenced: Bool, _ process: inout pid_t) -> Int32 {
    #if canImport(Darwin)
      var files: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var files = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    if silenced {
      for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
        posix_spawn_file_actions_addopen(&files, descriptor, "/dev/null", O_WRONLY, 0)
      }
    }
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    // Some systems refuse a set with the two signals that no program can handle.
    sigfillset(&signals)
    sigdelset(&signals, SIGKILL)
    sigdelset(&signals, SIGSTOP)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let environment = ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }
    return withCStrings([path] + arguments) { words in
      withCStrings(environment) { environment in
        posix_spawn(&process, path, &files, &attributes, words, environment)
      }
    }
  }

  /// The folder that this program is in, links resolved; `nil` where the system does not say.
  static var ownFolder: String? {
    #if canImport(Darwin)
      var size = UInt32(PATH_MAX)
      let named = withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(size)) { bytes in
        _NSGetExecutablePath(bytes.baseAddress, &size) == 0
          ? bytes.baseAddress.flatMap { realpath($0, nil) } : nil
      }
    #else
      let named = realpath("/proc/self/exe", nil)
    #endif
    guard let named else { return nil }
    defer { free(named) }
    let path = String(cString: named)
    return path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) }
  }

  private static func isProgram(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
  }

  /// Calls `body` with the texts as C takes lists of them.
  private static func withCStrings<Result>(
    _ texts: [String],
    _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let words = texts.map { strdup($0) }
    defer { for word in words { free(word) } }
    return body(words + [nil])
  }
}
