import ArgumentParser
import Dispatch
import Foundation

/// A folder for files of this run, removed at its end, even an early one.
struct TemporaryFolder {
  private let url: URL
  private let interruption: any DispatchSourceSignal

  /// - Throws: When there is no room for so many bytes.
  init(byteCount: Int) throws {
    let parent = FileManager.default.temporaryDirectory
    let attributes = try FileManager.default.attributesOfFileSystem(forPath: parent.path)
    if let free = attributes[.systemFreeSize] as? NSNumber, free.intValue < byteCount + (1 << 30) {
      throw ValidationError(
        "\(parent.path) has no room for \(Mebibytes(bytes: byteCount)); set TMPDIR to another folder, or give fewer --gigabytes"
      )
    }
    let url = parent.appendingPathComponent("memory-use-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
    self.url = url
    signal(SIGINT, SIG_IGN)
    interruption = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    interruption.setEventHandler {
      try? FileManager.default.removeItem(at: url)
      exit(130)
    }
    interruption.resume()
  }

  func file(_ name: String) -> String { url.appendingPathComponent(name).path }

  func remove() {
    try? FileManager.default.removeItem(at: url)
  }
}
