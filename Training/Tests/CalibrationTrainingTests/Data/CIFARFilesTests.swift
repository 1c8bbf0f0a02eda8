import CalibrationFiles
import CalibrationTraining
import Testing

@Suite struct CIFARFilesTests {
  /// The record of a synthetic image, as CIFAR stores it: labels, then a plane for each channel.
  static func record(image: Int, labels: [UInt8]) -> [UInt8] {
    labels
      + (0..<3).flatMap { channel in
        (0..<1024).map {
          SyntheticImages.byte(image: image, row: $0 / 32, column: $0 % 32, channel: channel)
        }
      }
  }

  private static func expectSynthetic(_ files: CIFARFiles, image: Int) throws {
    let source = SyntheticImages(imageCount: image + 1, shape: files.shape)
    var read = [UInt8](repeating: 0, count: files.shape.byteCount)
    var expected = read
    try read.withUnsafeMutableBufferPointer { try files.read(image, into: $0) }
    try expected.withUnsafeMutableBufferPointer { try source.read(image, into: $0) }
    #expect(read == expected, "image \(image)")
  }

  @Test func readsRecordsOfSeveralFiles() throws {
    let folder = try TemporaryFolder()
    let one = try folder.write(
      Self.record(image: 0, labels: [3]) + Self.record(image: 1, labels: [9]),
      to: "data_batch_1.bin"
    )
    let two = try folder.write(Self.record(image: 2, labels: [0]), to: "data_batch_2.bin")
    let files = try CIFARFiles(paths: [one, two], format: .cifar10)
    #expect(files.labels == [3, 9, 0])
    #expect(files.imageCount == 3)
    for image in 0..<3 { try Self.expectSynthetic(files, image: image) }
  }

  @Test func cifar100HasFineLabels() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      Self.record(image: 0, labels: [19, 99]) + Self.record(image: 1, labels: [0, 57]),
      to: "train.bin"
    )
    let files = try CIFARFiles(paths: [path], format: .cifar100)
    #expect(files.labels == [99, 57])
    try Self.expectSynthetic(files, image: 1)
  }

  @Test(arguments: [0, 1, 3072, 3074, 2 * 3073 - 1])
  func aFileMustBeWholeRecords(byteCount: Int) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([UInt8](repeating: 0, count: byteCount), to: "test_batch.bin")
    let error = failure { () throws(FileError) in
      _ = try CIFARFiles(paths: [path], format: .cifar10)
    }
    #expect(error?.kind == .badData)
    #expect(error?.path == path)
    #expect(error?.reason.contains("\(byteCount) bytes") == true)
  }

  @Test func anUnknownLabelNamesItsRecord() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      Self.record(image: 0, labels: [9]) + Self.record(image: 1, labels: [10]),
      to: "test_batch.bin"
    )
    let error = failure { () throws(FileError) in
      _ = try CIFARFiles(paths: [path], format: .cifar10)
    }
    #expect(error?.kind == .badData)
    #expect(error?.part == "record 1")
  }
}
