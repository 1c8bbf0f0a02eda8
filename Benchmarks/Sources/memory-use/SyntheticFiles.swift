import BenchmarkSupport
import Foundation

/// Writes outputs of the made-up classifier as npy files, in chunks, for files larger than memory.
struct SyntheticFiles {
  let classCount: Int

  private static let scoresPerChunk = 1 << 23

  func write(rowCount: Int, scores scorePath: String, labels labelPath: String) throws {
    let classifier = try SyntheticClassifier(classCount: classCount)
    let chunk = max(1, Self.scoresPerChunk / classCount)
    let scores = UnsafeMutableBufferPointer<Float>.allocate(capacity: chunk * classCount)
    let labels = UnsafeMutableBufferPointer<Int32>.allocate(capacity: chunk)
    defer {
      scores.deallocate()
      labels.deallocate()
    }
    let scoreFile = try create(scorePath, header("<f4", shape: "(\(rowCount), \(classCount))"))
    let labelFile = try create(labelPath, header("<i4", shape: "(\(rowCount),)"))
    for first in stride(from: 0, to: rowCount, by: chunk) {
      let rows = first..<min(first + chunk, rowCount)
      let part = scores.extracting(0..<(rows.count * classCount))
      let partLabels = labels.extracting(0..<rows.count)
      try classifier.write(rows: rows, scores: part, labels: partLabels)
      try scoreFile.write(contentsOf: Data(buffer: part))
      try labelFile.write(contentsOf: Data(buffer: partLabels))
    }
    try scoreFile.close()
    try labelFile.close()
  }

  private func create(_ path: String, _ header: Data) throws -> FileHandle {
    try header.write(to: URL(fileURLWithPath: path))
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try file.seekToEnd()
    return file
  }

  /// The header of an npy file of version 1, padded to a multiple of 64 bytes.
  private func header(_ type: String, shape: String) -> Data {
    let text = "{'descr': '\(type)', 'fortran_order': False, 'shape': \(shape), }"
    let preambleCount = 10
    let count = (preambleCount + text.utf8.count + 1 + 63) / 64 * 64 - preambleCount
    let padding = String(repeating: " ", count: count - text.utf8.count - 1)
    var data = Data([0x93]) + Data("NUMPY".utf8) + Data([1, 0])
    data += [UInt8(count & 0xFF), UInt8(count >> 8)]
    return data + Data((text + padding + "\n").utf8)
  }
}
