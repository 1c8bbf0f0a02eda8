import Calibration
import TestSupport
import Testing

@testable import CalibrationFiles

private let rows = "0.5,0.5,0,north\n0.25,0.75,1,\"south, far\"\n0.75,0.25,0,\n"

@Test(
  arguments: [
    ("a,b,y,where\n" + rows, "where"), ("a,b,y,where\n" + rows, "3"), (rows, "3"),
  ]
)
func `Groups are a column of any text`(_ text: String, _ column: String) throws {
  let directory = try TemporaryFolder()
  let path = try directory.file("x.csv", text)
  let input = try Input(contentsOf: path, options: InputOptions(groupColumn: column))
  let groups = try #require(input.groups)
  #expect(groups.names == ["(empty)", "north", "south, far"])
  #expect(groups.indices == [1, 2, 0])
  #expect(input.predictions.values == [0.5, 0.5, 0.25, 0.75, 0.75, 0.25])
  #expect(input.labels == [0, 1, 0])
  let part = try Input(contentsOf: path, options: InputOptions(groupColumn: column, rows: 0..<2))
  #expect(part.groups?.names == ["north", "south, far"])
  // Nobody asked for them.
  let numbers = try Input(contentsOf: path, options: InputOptions(columns: 0..<2, labelColumn: 2))
  #expect(numbers.groups == nil)
}

@Test func `Groups of numbers come from arrays`() throws {
  let scores = try Fixture.path("f4-little-C.npy")
  let options = try InputOptions(groupsPath: Fixture.path("labels-i2-big.npy"))
  let input = try Input(contentsOf: scores, options: options)
  #expect(input.groups == RowGroups(Fixture.labels.map { "\($0)" }))
  let archive = try Input(
    contentsOf: Fixture.path("ambiguous.npz"),
    options: InputOptions(predictionsKey: "b", labelsKey: "d", groupsKey: "d", kind: .logits)
  )
  #expect(archive.groups == RowGroups(Fixture.labels.map { "\($0)" }))
}

@Test func `Groups are repeated for each output of a row`() throws {
  let directory = try TemporaryFolder()
  let input = try Input(
    contentsOf: directory.file("x.csv", "0.5,0.1\n0.2,0.9\n"),
    options: InputOptions(groupsPath: directory.file("g.txt", "in\nout\n"), kind: .sigmoid)
  )
  #expect(input.groups == RowGroups(["in", "in", "out", "out"]))
}

@Test func `Groups that do not fit are refused`() throws {
  let directory = try TemporaryFolder()
  let scores = try Fixture.path("f4-little-C.npy")
  func read(_ groups: String) throws {
    _ = try Input(contentsOf: scores, options: InputOptions(groupsPath: groups))
  }
  expectError(saying: "2 rows, but 6") { try read(directory.file("g.txt", "a\nb\n")) }
  // Left out, it would move the groups below it to other rows.
  expectError(saying: "line 4", "blank") {
    try read(directory.file("g.txt", "# in\na\nb\n\nc\nd\ne\nf\n"))
  }
  expectError(saying: "line 2", "comment") { try read(directory.file("g.txt", "a\n#b\nc\n")) }
  expectError(saying: "the group of row", "whole numbers") {
    try read(Fixture.path("labels-f4-fraction.npy"))
  }
  expectError(saying: "--groups-key") { try read(Fixture.path("stored.npz")) }
  expectError(.noInput, saying: "nowhere") { try read(directory.path + "/nowhere") }
  expectError(saying: "no column", "from 0 to 3") {
    let path = try directory.file("x.csv", rows)
    _ = try Input(contentsOf: path, options: InputOptions(groupColumn: "-1"))
  }
}
