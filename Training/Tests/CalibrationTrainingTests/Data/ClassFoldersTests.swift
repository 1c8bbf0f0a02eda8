import CalibrationFiles
import Foundation
import Testing

@testable import CalibrationTraining

@Suite struct ClassFoldersTests {
  private static func failure(_ folder: TemporaryFolder) -> FileError? {
    CalibrationTrainingTests.failure { () throws(FileError) in
      _ = try DataSetLayout.classFolders(Folder(folder.path), name: "test")
    }
  }

  @Test func filesAndClassesAreSorted() throws {
    let folder = try TemporaryFolder()
    for name in ["b/2.png", "b/10.JPEG", "a/x.jpg", "a/w.PNG"] { try folder.write([], to: name) }
    let layout = try DataSetLayout.classFolders(Folder(folder.path), name: "test")
    #expect(layout.classNames == ["a", "b"])
    #expect(
      layout.training.paths
        == ["a/w.PNG", "a/x.jpg", "b/10.JPEG", "b/2.png"].map { "\(folder.path)/\($0)" }
    )
    #expect(layout.training.labels == [0, 0, 1, 1])
    #expect(layout.test == nil)
  }

  @Test func valIsTheTestWhereThereIsNoTest() throws {
    let folder = try TemporaryFolder()
    for name in ["train/a/1.png", "val/a/2.png"] { try folder.write([], to: name) }
    let layout = try DataSetLayout.classFolders(Folder(folder.path), name: "test")
    #expect(layout.test?.paths == [folder.path + "/val/a/2.png"])
    try folder.write([], to: "test/a/3.png")
    let both = try DataSetLayout.classFolders(Folder(folder.path), name: "test")
    #expect(both.test?.paths == [folder.path + "/test/a/3.png"])
    #expect(both.unusedFolders == ["val"])
  }

  @Test(arguments: [("train", "test"), ("test", "train")])
  func bothPartsNeedTheSameClasses(one: String, other: String) throws {
    let folder = try TemporaryFolder()
    for name in ["train/a/1.png", "test/a/1.png", "\(one)/b/1.png"] {
      try folder.write([], to: name)
    }
    let error = Self.failure(folder)
    #expect(error?.path == "\(folder.path)/\(other)")
    #expect(error?.reason.contains("folder b") == true)
  }

  @Test func aClassWithoutImagesIsAnError() throws {
    let folder = try TemporaryFolder()
    try folder.write([], to: "a/1.png")
    try folder.write([], to: "b/readme.txt")
    #expect(Self.failure(folder)?.path == folder.path + "/b")
  }

  @Test func aFolderInAClassIsAnError() throws {
    let folder = try TemporaryFolder()
    try folder.write([], to: "cifar/a/1.png")
    let error = Self.failure(folder)
    #expect(error?.path == folder.path + "/cifar")
    #expect(error?.reason.contains("folder a") == true)
  }

  @Test(.enabled(if: geteuid() != 0, "the superuser may read everything"))
  func anUnreadableFolderIsAnError() throws {
    let folder = try TemporaryFolder()
    try folder.write([], to: "a/1.png")
    chmod(folder.path + "/a", 0)
    defer { chmod(folder.path + "/a", 0o700) }
    #expect(Self.failure(folder)?.kind == .noInput)
    #expect(Self.failure(folder)?.path == folder.path + "/a")
  }

  @Test func imagesAreToldByTheirNames() {
    for name in ["a.jpg", "A.JPEG", "b.c.png"] { #expect(DataSetLayout.isImage(name)) }
    for name in ["a.gif", "jpg", "a.png.txt", ""] { #expect(!DataSetLayout.isImage(name)) }
  }
}
