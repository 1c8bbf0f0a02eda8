import CalibrationFiles
import TestSupport
import Testing

@Suite struct ClassNamesTests {
  private let directory: TemporaryFolder

  init() throws {
    directory = try TemporaryFolder()
  }

  @Test func aLineIsANameWhateverItContains() throws {
    let path = try directory.file("names.txt", "cat\nsea, lion\r\n\"dog\" <b>\nŠime")
    let names = try ClassNames(contentsOf: path, classCount: 4).names
    #expect(names[0] == "cat" && names[1] == "sea, lion" && names[3] == "Šime")
  }

  @Test(arguments: ["a\nb", "a\nb\nc\nd\n", ""])
  func anotherNumberOfNamesIsRefused(text: String) throws {
    let path = try directory.file("names.txt", text)
    #expect(throws: FileError.self) { try ClassNames(contentsOf: path, classCount: 3) }
  }

  @Test func arraysAndMissingFilesAreRefused() throws {
    #expect(throws: FileError.self) { try ClassNames(contentsOf: "/none/names", classCount: 2) }
    let array = try Fixture.path("f4-little-C.npy")
    #expect(throws: FileError.self) { try ClassNames(contentsOf: array, classCount: 6) }
  }

  @Test func aHeaderNamesTheClasses() throws {
    let path = try directory.file("names.txt", "truth,cat,dog,\"sea, lion\"\n0,0.7,0.2,0.1\n2,0.1,0.2,0.7\n")
    let options = InputOptions(labelColumn: 0)
    #expect(try Input(contentsOf: path, options: options).classNames == ["cat", "dog", "sea, lion"])
    let bare = try directory.file("names.txt", "0.7,0.2,0.1\n0.1,0.2,0.7\n")
    #expect(try Input(contentsOf: bare).classNames == nil)
    let one = try directory.file("names.txt", "score\n0.7\n0.2\n")
    #expect(try Input(contentsOf: one).classNames == nil)
  }
}
