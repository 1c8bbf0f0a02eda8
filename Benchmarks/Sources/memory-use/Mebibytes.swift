import BenchmarkSupport
import Foundation

/// An amount of memory.
struct Mebibytes: Comparable, CustomStringConvertible {
  let bytes: Int

  init(bytes: Int) {
    self.bytes = bytes
  }

  init(ofFile path: String) throws {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    bytes = (attributes[.size] as? NSNumber)?.intValue ?? 0
  }

  var description: String { "\((Double(bytes) / Double(1 << 20)).fixed(1)) MiB" }

  static func < (left: Mebibytes, right: Mebibytes) -> Bool { left.bytes < right.bytes }

  static func - (left: Mebibytes, right: Mebibytes) -> Mebibytes {
    Mebibytes(bytes: left.bytes - right.bytes)
  }
}
