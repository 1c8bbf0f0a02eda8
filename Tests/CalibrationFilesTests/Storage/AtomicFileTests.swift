import Foundation
import TestSupport
import Testing

@testable import CalibrationFiles

private func mode(_ path: String) throws -> Int {
  var status = stat()
  try #require(stat(path, &status) == 0)
  return Int(status.st_mode & 0o777)
}

@Test func `A file appears when it is complete, not before`() throws {
  let directory = try TemporaryFolder()
  let path = try directory.file("x.txt", "old")
  let file = try AtomicFile(path: path)
  try file.write(Array("new".utf8))
  #expect(try directory.contents("x.txt") == Array("old".utf8))
  try file.commit()
  #expect(try directory.contents("x.txt") == Array("new".utf8))
  #expect(try directory.names == ["x.txt"])
}

@Test func `What is not completed leaves nothing behind`() throws {
  let directory = try TemporaryFolder()
  let path = try directory.file("x.txt", "old")
  do {
    let file = try AtomicFile(path: path)
    try file.write(Array("new".utf8))
    #expect(try directory.names.count == 2)
  }
  #expect(try directory.names == ["x.txt"])
  #expect(try directory.contents("x.txt") == Array("old".utf8))
}

@Test func `Permissions are those of the old file, or what the umask leaves`() throws {
  let directory = try TemporaryFolder()
  let old = try directory.file("old.txt", "old")
  chmod(old, 0o640)
  try AtomicFile.write([1], to: old)
  #expect(try mode(old) == 0o640)
  let new = directory.path + "/new.txt"
  try AtomicFile.write([1], to: new)
  let mask = umask(0)
  umask(mask)
  #expect(try mode(new) == 0o666 & ~Int(mask))
}

@Test func `A symbolic link goes on leading to the file`() throws {
  let directory = try TemporaryFolder()
  let path = try directory.file("x.txt", "old")
  let link = directory.path + "/link.txt"
  try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
  try AtomicFile.write(Array("new".utf8), to: link)
  #expect(try directory.contents("x.txt") == Array("new".utf8))
  #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == path)
}

@Test func `A full disk is an I/O error`() {
  expectError(.inputOutput, saying: "/dev/full", "disk is full", ";") {
    try AtomicFile.write([1], to: "/dev/full")
  }
}

@Test func `A device is written, not replaced`() throws {
  try AtomicFile.write([1], to: "/dev/null")
  var status = stat()
  #expect(stat("/dev/null", &status) == 0)
  #expect(status.st_mode & S_IFMT == S_IFCHR)
}

@Test func `Names that cannot be files are refused`() throws {
  let directory = try TemporaryFolder()
  expectError(.cannotCreate, saying: directory.path, "directory") {
    _ = try AtomicFile(path: directory.path)
  }
  let missing = directory.path + "/none/x.txt"
  expectError(.cannotCreate, saying: missing, "no such directory", "create it first") {
    _ = try AtomicFile(path: missing)
  }
  let path = try directory.file("x.txt", "")
  expectError(.cannotCreate, saying: "no such directory") { _ = try AtomicFile(path: path + "/y") }
}

@Suite(.enabled(if: geteuid() != 0, "the superuser may write everywhere"))
struct AtomicFilePermission {
  @Test func `A directory without permission is refused`() throws {
    let directory = try TemporaryFolder()
    chmod(directory.path, 0o500)
    expectError(.cannotCreate, saying: "may not write") {
      _ = try AtomicFile(path: directory.path + "/x.txt")
    }
    chmod(directory.path, 0o700)
  }

  @Test func `A write-protected file is not replaced`() throws {
    let directory = try TemporaryFolder()
    let path = try directory.file("x.txt", "old")
    chmod(path, 0o400)
    expectError(.cannotCreate, saying: path, "write-protected") { _ = try AtomicFile(path: path) }
  }
}

@Test func `A symbolic link to a file that is not there yet gets it written`() throws {
  let directory = try TemporaryFolder()
  for (link, target) in [("link.txt", "x.txt"), ("absolute.txt", directory.path("y.txt"))] {
    let path = directory.path(link)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
    try AtomicFile.write(Array("new".utf8), to: path)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == target)
  }
  #expect(try directory.contents("x.txt") == Array("new".utf8))
  #expect(try directory.contents("y.txt") == Array("new".utf8))
}
