import Foundation
import SHA256
import TestSupport
import Testing

@testable import CalibrationFiles

private func hash(_ bytes: [UInt8], pieces: [Int] = []) -> String {
  var hash = ContentHash()
  bytes.withUnsafeBytes { bytes in
    var start = 0
    for count in pieces {
      hash.update(bytes.part(start..<(start + count)))
      start += count
    }
    hash.update(bytes.part(start...))
  }
  return hash.hexadecimalDigits()
}

// FIPS 180-2, appendix B, and NIST's example of the empty message.
@Test(
  arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ]
)
func `The published examples are met`(_ text: String, _ expected: String) {
  #expect(hash(Array(text.utf8)) == expected)
}

@Test func `A million letters have the published hash`() {
  let letters = Array(repeating: UInt8(ascii: "a"), count: 1_000_000)
  #expect(
    hash(letters, pieces: [1, 63, 64, 65, 0, 1000])
      == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
  )
}

@Test func `Messages around the length of a block differ, however they are cut`() {
  var hashes: Set<String> = []
  for count in 50..<140 {
    let bytes = (0..<count).map { UInt8($0) }
    let whole = hash(bytes)
    hashes.insert(whole)
    for cut in [1, count / 2, count - 1] { #expect(hash(bytes, pieces: [cut]) == whole) }
  }
  #expect(hashes.count == 90)
}

@Test func `A file has the hash of its bytes`() throws {
  let directory = try TemporaryFolder()
  let path = try directory.file("abc", "abc")
  #expect(try ContentHash.sha256(ofFileAt: path) == hash(Array("abc".utf8)))
  expectError(.noInput) { _ = try ContentHash.sha256(ofFileAt: path + "d") }
}

@Test func `The processor's instructions and the portable code agree`() {
  let blocks = (0..<640).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) }
  var fast = (0..<8).map { UInt32($0) &* 0x9E37_79B9 }
  var portable = fast
  sha256_compress(&fast, blocks, 10)
  sha256_compress_portable(&portable, blocks, 10)
  #expect(fast == portable)
}
