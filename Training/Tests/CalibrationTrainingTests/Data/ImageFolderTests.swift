import CalibrationFiles
import Foundation
import Testing

@testable import CalibrationTraining

@Suite struct ImageFolderTests {
  private static func open(
    _ folder: TemporaryFolder,
    _ options: ImageFolder.Options = ImageFolder.Options()
  ) throws -> DataSet {
    try ImageFolder.open(folder.path, options: options)
  }

  private static func failure(
    _ folder: TemporaryFolder,
    _ options: ImageFolder.Options = ImageFolder.Options()
  ) -> FileError? {
    CalibrationTrainingTests.failure { () throws(FileError) in
      _ = try ImageFolder.open(folder.path, options: options)
    }
  }

  /// Two classes; the images' first byte tells them apart.
  private static func classFolders() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (index, name) in ["train/a/1.png", "train/a/2.png", "train/b/1.png"].enumerated() {
      try folder.writeImage(name, color: (UInt8(index), 7, 8))
    }
    for (index, name) in ["test/a/1.png", "test/b/1.png"].enumerated() {
      try folder.writeImage(name, color: (UInt8(100 + index), 7, 8))
    }
    return folder
  }

  private static func firstBytes(_ images: LabeledImages) throws -> [UInt8] {
    try (0..<images.count).map { try images.image($0).pixels[0] }
  }

  @Test func recognisesCIFAR10() throws {
    let folder = try TemporaryFolder()
    try folder.write(CIFARFilesTests.record(image: 0, labels: [3]), to: "data_batch_1.bin")
    try folder.write(CIFARFilesTests.record(image: 1, labels: [5]), to: "data_batch_2.bin")
    try folder.write(CIFARFilesTests.record(image: 2, labels: [7]), to: "test_batch.bin")
    let data = try Self.open(folder)
    #expect(data.format == .cifar10)
    #expect(data.training.labels == [3, 5])
    #expect(data.test?.labels == [7])
    #expect(data.classNames == (0..<10).map(String.init))
    #expect(data.imageSizes == [ImageShape(height: 32, width: 32): 3])
    try folder.write((0..<10).map { "name \($0)" }.joined(separator: "\r\n") + "\r\n\r\n", to: "batches.meta.txt")
    #expect(try Self.open(folder).classNames == (0..<10).map { "name \($0)" })
    try folder.write("cat\ndog\n", to: "batches.meta.txt")
    #expect(Self.failure(folder)?.path == folder.path + "/batches.meta.txt")
  }

  @Test func recognisesCIFAR100() throws {
    let folder = try TemporaryFolder()
    try folder.write(CIFARFilesTests.record(image: 0, labels: [1, 77]), to: "train.bin")
    let data = try Self.open(folder)
    #expect(data.format == .cifar100)
    #expect(data.training.labels == [77])
    #expect(data.test == nil)
  }

  @Test func scalesCIFARWhereAnotherShapeIsAskedFor() throws {
    let folder = try TemporaryFolder()
    try folder.write(CIFARFilesTests.record(image: 4, labels: [3]), to: "data_batch_1.bin")
    let shape = ImageShape(height: 16, width: 16)
    let whole = try Self.open(folder).training.image(0)
    let half = try Self.open(folder, ImageFolder.Options(imageShape: shape)).training
    #expect(half.shape == shape)
    #expect(try half.image(0) == whole.resized(to: shape))
  }

  @Test func recognisesClassFolders() throws {
    let folder = try Self.classFolders()
    try FileManager.default.createDirectory(atPath: folder.path + "/other", withIntermediateDirectories: true)
    try folder.write("", to: "train/.hidden")
    let data = try Self.open(folder)
    #expect(data.format == .classFolders)
    #expect(data.classNames == ["a", "b"])
    #expect(data.training.labels == [0, 0, 1])
    #expect(data.test?.labels == [0, 1])
    #expect(data.unusedFolders == ["other"])
    #expect(try Self.firstBytes(data.training) == [0, 1, 2])
    #expect(try Self.firstBytes(#require(data.test)) == [100, 101])
  }

  @Test func memoryMakesNoDifference() throws {
    let folder = try Self.classFolders()
    let packed = try Self.open(folder)
    let files = try Self.open(folder, ImageFolder.Options(memoryLimit: 0))
    #expect(packed.training.labels == files.training.labels)
    for index in 0..<packed.training.count {
      #expect(try packed.training.image(index) == files.training.image(index))
    }
  }

  @Test(arguments: [0, Int.max])
  func damagedImagesAreSkippedOrStop(memoryLimit: Int) throws {
    let folder = try Self.classFolders()
    // One file is damaged in its header, the other behind it.
    let image = Array(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/train/b/1.png")))
    let cut = try folder.write(Array(image.dropLast(20)), to: "train/a/15.png")
    let empty = try folder.write([], to: "test/a/0.png")
    let stray = try folder.write("", to: "train/b/notes.txt")
    let data = try Self.open(folder, ImageFolder.Options(damagedImages: .skip, memoryLimit: memoryLimit))
    #expect(data.damagedFiles.map(\.path) == [empty, cut, stray])
    #expect(data.training.labels == [0, 0, 1])
    #expect(try Self.firstBytes(data.training) == [0, 1, 2])
    #expect(try Self.firstBytes(#require(data.test)) == [100, 101])
    let stop = ImageFolder.Options(damagedImages: .stop, memoryLimit: memoryLimit)
    #expect(Self.failure(folder, stop)?.path == stray)
    try FileManager.default.removeItem(atPath: stray)
    #expect(Self.failure(folder, stop)?.path == empty)
    try FileManager.default.removeItem(atPath: empty)
    if memoryLimit == 0 {
      let training = try Self.open(folder, stop).training
      let error = CalibrationTrainingTests.failure { () throws(FileError) in
        _ = try training.image(1)
      }
      #expect(error?.path == cut)
    } else {
      #expect(Self.failure(folder, stop)?.path == cut)
    }
  }

  @Test func aClassNeedsASoundImage() throws {
    let folder = try Self.classFolders()
    try folder.write([1, 2, 3], to: "train/b/1.png")
    let error = Self.failure(folder, ImageFolder.Options(damagedImages: .skip))
    #expect(error?.kind == .badData)
    #expect(error?.reason.contains("class b") == true)
  }

  @Test func theTestPartNeedsASoundImage() throws {
    let folder = try Self.classFolders()
    for name in ["test/a/1.png", "test/b/1.png"] { try folder.write([1, 2, 3], to: name) }
    let error = Self.failure(folder, ImageFolder.Options(damagedImages: .skip))
    #expect(error?.reason.contains("none of its test images") == true)
  }

  @Test func oneClassIsNoDataSet() throws {
    let folder = try TemporaryFolder()
    try folder.writeImage("images/1.png")
    #expect(Self.failure(folder)?.reason.contains("images is its only class") == true)
  }

  @Test func mostImagesGiveTheShape() throws {
    let folder = try Self.classFolders()
    try folder.writeImage("train/b/2.png", shape: ImageShape(height: 9, width: 3))
    let data = try Self.open(folder)
    #expect(data.shape == ImageShape(height: 4, width: 4))
    #expect(
      data.imageSizes
        == [ImageShape(height: 4, width: 4): 5, ImageShape(height: 9, width: 3): 1]
    )
    #expect(try data.training.image(3).shape == data.shape)
    let shape = ImageShape(height: 2, width: 8)
    #expect(try Self.open(folder, ImageFolder.Options(imageShape: shape)).shape == shape)
  }

  @Test func aFolderWithoutADataSetSaysSo() throws {
    let folder = try TemporaryFolder()
    #expect(Self.failure(folder)?.reason.contains("no data set") == true)
    let missing = CalibrationTrainingTests.failure { () throws(FileError) in
      _ = try ImageFolder.open(folder.path + "/none")
    }
    #expect(missing?.kind == .noInput)
  }
}
