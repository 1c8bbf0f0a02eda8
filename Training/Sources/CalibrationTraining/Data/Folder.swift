import CalibrationFiles
import Foundation

/// What stands in a folder, hidden files apart.
struct Folder {
  let path: String
  /// Names of the folders in it, sorted.
  let folders: [String]
  /// Names of everything else in it, sorted.
  let files: [String]

  /// Lists a folder.
  ///
  /// - Throws: `FileError` when there is no such folder or it may not be read.
  init(_ path: String) throws(FileError) {
    guard let stream = opendir(path) else { throw .cannotRead(path, errno) }
    defer { closedir(stream) }
    var folders: [String] = []
    var files: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasPrefix(".") { continue }
      if Self.isFolder("\(path)/\(name)", type: Int(entry.pointee.d_type)) {
        folders.append(name)
      } else {
        files.append(name)
      }
    }
    self.path = path
    self.folders = folders.sorted()
    self.files = files.sorted()
  }

  /// The path of something in this folder.
  func path(of name: String) -> String {
    path.hasSuffix("/") ? path + name : "\(path)/\(name)"
  }

  private static func isFolder(_ path: String, type: Int) -> Bool {
    if type == Int(DT_DIR) { return true }
    // Symbolic links, and file systems that do not tell.
    guard type != Int(DT_REG) else { return false }
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
