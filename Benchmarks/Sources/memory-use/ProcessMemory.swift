import ArgumentParser
import Foundation

/// The resident memory of a process, as Linux counts it in /proc.
struct ProcessMemory {
  /// The most that was ever resident (VmHWM).
  var peak: Mebibytes
  /// The process's own memory (RssAnon).
  var anonymous: Mebibytes
  /// Pages of mapped files, shared with the system's cache (RssFile).
  var file: Mebibytes

  static let zero = ProcessMemory(peak: Mebibytes(bytes: 0), anonymous: Mebibytes(bytes: 0), file: Mebibytes(bytes: 0))

  /// This process's.
  static func current() throws -> ProcessMemory {
    guard let memory = ProcessMemory(ofProcess: "self") else {
      throw ValidationError("there is no /proc/self/status; this program needs Linux")
    }
    return memory
  }

  /// `nil` when there is no such process, or it has just ended.
  init?(ofProcess id: String) {
    guard let text = try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8) else {
      return nil
    }
    var sizes: [Substring: Mebibytes] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split { $0 == ":" || $0 == "\t" || $0 == " " }
      if words.count == 3, words[2] == "kB", let size = Int(words[1]) {
        sizes[words[0]] = Mebibytes(bytes: size << 10)
      }
    }
    guard let peak = sizes["VmHWM"], let anonymous = sizes["RssAnon"], let file = sizes["RssFile"]
    else { return nil }
    self.init(peak: peak, anonymous: anonymous, file: file)
  }

  private init(peak: Mebibytes, anonymous: Mebibytes, file: Mebibytes) {
    self.peak = peak
    self.anonymous = anonymous
    self.file = file
  }

  /// The larger of each.
  mutating func raise(to other: ProcessMemory) {
    peak = max(peak, other.peak)
    anonymous = max(anonymous, other.anonymous)
    file = max(file, other.file)
  }
}
