import CalibrationFiles
import Foundation
import Testing

@testable import CalibrationTraining

@Suite struct RunLogTests {
  private let folder: TemporaryFolder
  private let log: RunLog

  init() throws {
    folder = try TemporaryFolder()
    log = RunLog(path: "\(folder.path)/log.jsonl")
    try log.restart(afterEpoch: 0)
    for epoch in 1...3 { try log.append(record(epoch)) }
  }

  private func record(_ epoch: Int) -> EpochRecord {
    EpochRecord(
      epoch: epoch,
      learningRate: 0.1,
      trainLoss: 1 / Double(epoch),
      train: nil,
      validation: nil,
      test: nil,
      imagesPerSecond: 1000,
      seconds: 1
    )
  }

  @Test func recordsComeBackInOrder() throws {
    #expect(try log.records() == (1...3).map(record))
  }

  @Test func recordsAfterTheCheckpointAreDropped() throws {
    try log.restart(afterEpoch: 2)
    #expect(try log.records() == (1...2).map(record))
    try log.append(record(3))
    #expect(try log.records() == (1...3).map(record))
  }

  @Test func aRecordThatWasCutOffIsDropped() throws {
    let url = URL(fileURLWithPath: log.path)
    try Data(try Data(contentsOf: url).dropLast(10)).write(to: url)
    try log.restart(afterEpoch: 2)
    #expect(try log.records() == (1...2).map(record))
    #expect(throws: FileError.self) { try log.restart(afterEpoch: 3) }
  }

  @Test func aMissingLogIsAnError() throws {
    try FileManager.default.removeItem(atPath: log.path)
    #expect(throws: FileError.self) { try log.restart(afterEpoch: 1) }
    #expect(throws: FileError.self) { try log.append(record(1)) }
  }
}
