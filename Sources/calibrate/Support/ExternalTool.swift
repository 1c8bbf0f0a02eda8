import Foundation

/// Another program of this project.
struct ExternalTool {
  let name: String

  /// Where it is: beside this program, links resolved, or else the first on PATH.
  var path: String? {
    let searched =
      ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":").map(String.init) ?? []
    return ([ownFolder].compactMap { $0 } + searched)
      .map { "\($0)/\(name)" }
      .first(where: Self.isProgram)
  }

  /// Becomes this program, so that it has the terminal, the signals and the exit code.
  ///
  /// - Returns: Why that failed; otherwise there is no return.
  func execute(_ path: String, arguments: [String]) -> String {
    var words: [UnsafeMutablePointer<CChar>?] = ([name] + arguments).map { strdup($0) } + [nil]
    execv(path, &words)
    let reason = String(cString: strerror(errno))
    for word in words { free(word) }
    return reason
  }

  private var ownFolder: String? {
    Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent().path
  }

  private static func isProgram(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
  }
}
