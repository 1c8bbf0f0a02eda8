import CalibrationFiles
import Foundation

/// The log of a run: a line of JSON for each epoch.
///
/// A record is written before the epoch's checkpoint, so that a run that was killed between the two
/// has one record too many, which resuming drops, rather than one too few.
struct RunLog {
  let path: String

  /// Begins a log with the records of a log that is there, up to an epoch.
  ///
  /// - Throws: `FileError` when a record up to there is missing or damaged, or the file cannot be
  ///   written.
  func restart(afterEpoch epochCount: Int) throws(FileError) {
    let kept = epochCount == 0 ? [] : Array(try lines().prefix(epochCount))
    guard kept.map(\.record.epoch) == Array(1..<(epochCount + 1)) else {
      throw FileError(
        .badData,
        path: path,
        reason: """
          \(kept.count) records instead of \(epochCount), one for each epoch of the checkpoint; \
          start again in another folder
          """
      )
    }
    try AtomicFile.write(kept.flatMap { $0.text + Self.lineFeed }, to: path)
  }

  /// Adds a record.
  ///
  /// - Throws: `FileError` when it cannot be written.
  func append(_ record: EpochRecord) throws(FileError) {
    do {
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      try file.seekToEnd()
      try file.write(contentsOf: try RunJSON.encode(record) + Self.lineFeed)
      try file.close()
    } catch {
      throw FileError(
        .inputOutput,
        path: path,
        reason: "the log cannot be written; make room on the disk and resume the run"
      )
    }
  }

  /// The records, in order.
  func records() throws(FileError) -> [EpochRecord] { try lines().map(\.record) }

  /// The lines, up to the first that is no record: a run may be killed while it writes one.
  private func lines() throws(FileError) -> [(record: EpochRecord, text: [UInt8])] {
    var lines: [(record: EpochRecord, text: [UInt8])] = []
    for line in try FileBytes.read(path).split(separator: UInt8(ascii: "\n")) {
      guard let record = try? RunJSON.decode(EpochRecord.self, from: line) else { break }
      lines.append((record, Array(line)))
    }
    return lines
  }

  private static let lineFeed = [UInt8(ascii: "\n")]
}
