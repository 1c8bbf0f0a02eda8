import CalibrationFiles
import Testing

@testable import CalibrationTraining

@Suite struct TinyImageNetTests {
  private static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("n2\nn1\n", to: "wnids.txt")
    try folder.write("n1\tcrane, bird\nn2\tcrane\nn3\tgoldfish, Carassius\nn9\tx\n", to: "words.txt")
    for name in ["n1/images/n1_0", "n2/images/n2_0", "n2/images/n2_1", "n3/images/n3_0"] {
      try folder.writeImage("train/\(name).JPEG")
    }
    try folder.write("", to: "train/n1/n1_boxes.txt")
    for index in 0..<2 { try folder.writeImage("val/images/val_\(index).JPEG") }
    try folder.write("val_1.JPEG\tn3\t0\t0\t9\t9\nval_0.JPEG\tn1\n", to: "val/val_annotations.txt")
    return folder
  }

  private static func failure(_ folder: TemporaryFolder) -> FileError? {
    CalibrationTrainingTests.failure { () throws(FileError) in
      _ = try ImageFolder.open(folder.path)
    }
  }

  @Test func readsTheLayout() throws {
    let folder = try Self.folder()
    let data = try ImageFolder.open(folder.path)
    #expect(data.format == .tinyImageNet)
    // Two classes share their first name.
    #expect(data.classNames == ["crane (n1)", "crane (n2)", "goldfish"])
    #expect(data.training.labels == [0, 1, 1, 2])
    #expect(data.test?.labels == [2, 0])
  }

  @Test func aListedClassNeedsItsFolder() throws {
    let folder = try Self.folder()
    try folder.write("n1\nn7\n", to: "wnids.txt")
    #expect(Self.failure(folder)?.reason.contains("class n7") == true)
  }

  @Test(arguments: ["val_0.JPEG\tn8\n", "val_0.JPEG n1\n"])
  func aWrongAnnotationNamesItsLine(line: String) throws {
    let folder = try Self.folder()
    try folder.write("val_1.JPEG\tn3\n\(line)", to: "val/val_annotations.txt")
    let error = Self.failure(folder)
    #expect(error?.path == folder.path + "/val/val_annotations.txt")
    #expect(error?.part == "line 2")
  }

  @Test func anAnnotatedImageThatIsMissingIsDamaged() throws {
    let folder = try Self.folder()
    try folder.write("val_0.JPEG\tn3\nval_7.JPEG\tn3\n", to: "val/val_annotations.txt")
    #expect(Self.failure(folder)?.path == folder.path + "/val/images/val_7.JPEG")
    let options = ImageFolder.Options(damagedImages: .skip)
    #expect(try ImageFolder.open(folder.path, options: options).test?.count == 1)
  }
}
