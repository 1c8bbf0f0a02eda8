import Foundation
import TestSupport
import Testing

@testable import CalibrationFiles

@Test func `A missing file is no input`() throws {
  let directory = try TemporaryFolder()
  for path in [directory.path + "/none.npy", directory.path + "/none/none.npy"] {
    expectError(.noInput, saying: path, "no such file") { _ = try MappedFile.open(path: path) }
  }
}

@Test func `A directory is no input`() throws {
  let directory = try TemporaryFolder()
  expectError(.noInput, saying: directory.path, "directory") {
    _ = try MappedFile.open(path: directory.path)
  }
}

@Test func `A device is no input`() {
  expectError(.noInput, saying: "/dev/zero", "device") {
    _ = try MappedFile.open(path: "/dev/zero")
  }
}

@Test(.enabled(if: geteuid() != 0, "the superuser may read everything"))
func `A file without permission is no input`() throws {
  let directory = try TemporaryFolder()
  let path = try directory.file("secret.npy", "x")
  chmod(path, 0)
  expectError(.noInput, saying: path, "permission") { _ = try MappedFile.open(path: path) }
}

@Test func `An empty file is bad data`() throws {
  let directory = try TemporaryFolder()
  let path = try directory.file("empty.npy", "")
  expectError(saying: path, "empty") { _ = try MappedFile.open(path: path) }
}

@Test func `A pipe is read to its end`() throws {
  let directory = try TemporaryFolder()
  let path = directory.path + "/pipe"
  #expect(mkfifo(path, 0o600) == 0)
  // More than a pipe holds, so that it is read in several pieces.
  let sent = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 * $0) }
  let writer = Thread {
    try? FileHandle(forWritingTo: URL(fileURLWithPath: path)).write(contentsOf: Data(sent))
  }
  writer.start()
  let bytes = try MappedFile.open(path: path)
  #expect(bytes.withUnsafeBytes { Array($0) } == sent)
}
