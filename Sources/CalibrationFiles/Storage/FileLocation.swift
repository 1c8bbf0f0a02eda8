/// What an error has to name: a file, and the array or line in it.
struct FileLocation: Hashable, Sendable {
  let path: String
  var part: String?

  init(path: String, part: String? = nil) {
    self.path = path
    self.part = part
  }

  func array(_ key: String) -> FileLocation {
    FileLocation(path: path, part: "array \(quotedKey(key))")
  }

  func line(_ number: Int) -> FileLocation {
    FileLocation(path: path, part: "line \(number)")
  }

  func badData(_ reason: String) -> FileError {
    FileError(.badData, path: path, part: part, reason: reason)
  }
}
