import Foundation
import TestSupport
import Testing

@testable import CalibrationFiles

private func table(
  _ text: String,
  purpose: TextLayout.Purpose = .scores(columns: nil, labelColumn: nil)
) throws -> TextTable {
  try TextTable(MemoryBlock.copy(Array(text.utf8)), isCompressed: false, purpose: purpose, path: "x.csv")
}

@Test(
  arguments: [
    "plain.csv", "header.csv", "header.tsv", "semicolons.csv", "crlf.csv", "spaces.txt",
    "quoted.csv", "comments.csv", "compressed.csv",
  ]
)
func `Tables of every make are read`(_ name: String) throws {
  let bytes = try MappedFile.open(path: Fixture.path(name))
  let table = try TextTable(
    bytes,
    isCompressed: name == "compressed.csv",
    purpose: .scores(columns: nil, labelColumn: nil),
    path: name
  )
  #expect(table.scores.values == Fixture.scores)
  #expect(table.labels == Fixture.labels.map(Double.init))
  #expect(table.layout.notes.count == 1)
}

@Test func `Lines are counted with comments and blank lines`() throws {
  let table = try table("# made\n\n  \t\n0.25,0.75\n\n0.5,0.5")
  #expect(table.lineNumbers == [4, 6])
  #expect(table.scores.values == [0.25, 0.75, 0.5, 0.5])
}

@Test func `Columns may be chosen, and the others hold anything`() throws {
  let table = try table(
    "name,0,1,y\ncat.png,0.1,0.9,1\n\"dog, big\",.2,8e-1,0\n",
    purpose: .scores(columns: 1..<3, labelColumn: 3)
  )
  #expect(table.scores.values == [0.1, 0.9, 0.2, 0.8])
  #expect(table.labels == [1, 0])
}

@Test(
  arguments: [
    ("0,1,2\n0.5,0.25,0.25", true), ("0,1\n0.5,0.25", false), ("a,b\n1.5,2.5", true),
    ("1.5,2.5\n2.5,3.5", false), ("nan,0.5\n0.5,0.5", false), (",0,1\n7.5,0.5,0.5", true),
    ("0.5,oops\n0.25,0.75", true),
  ]
)
func `A header is known by its names`(_ text: String, _ hasHeader: Bool) throws {
  #expect(try table(text, purpose: .labels(column: nil)).layout.hasHeader == hasHeader)
}

@Test func `The separator of the first line counts`() throws {
  #expect(try table("0.5\t0.25\n1.5\t2").scores.values == [0.5, 0.25, 1.5, 2])
  #expect(try table("  0.5   0.25 \n 1.5 2.5\n").scores.values == [0.5, 0.25, 1.5, 2.5])
  #expect(try table("\u{FEFF}0.5;0.25").scores.values == [0.5, 0.25])
  #expect(try table("0.5\n0.25\n").scores.columnCount == 1)
}

@Test(
  arguments: [
    ("0.5,0.5\n0.5,x\n", "row 1 (line 2), column 1 holds `x`, which is no number"),
    ("a,b\n\n0.5,\n", "row 0 (line 3), column 1 is empty"),
    ("0.5,0.5\n0.5\n", "row 1 (line 2) has 1 cells, but the first line has 2"),
    ("0.5,0.5\n0.5,0.5,0.5,0\n", "row 1 (line 2) has 4 cells, but the first line has 2"),
    ("0.5,0.5\n0.5,\"0.5\n", "row 1 (line 2), column 1 has quotes that do not match"),
    ("0.5;0.5\n0,5;0.5\n", "row 1 (line 2), column 0 holds `0,5`, which is no number; write a"),
    ("a\"b,\"c\n0.5,0.5\n", "line 1: a quoted cell"),
    ("0.5,0.5\n0.5,\u{1}\u{7F}é\n", "column 1 holds `??é`"),
    ("", "no lines of data"), ("\n# x\n", "no lines of data"), ("a,b\n", "no rows of data"),
  ]
)
func `A damaged cell is named with row, line, column and fix`(_ text: String, _ words: String) {
  expectError(saying: "x.csv", words, ";") { _ = try table(text) }
}

@Test func `The first fault of a long table is reported, whichever core finds it`() throws {
  // Several pieces of 256 KiB, with faults in two of them.
  var lines = (0..<100_000).map { "0.\($0),0.5" }
  lines[60_000] = "0.5,first"
  lines[99_000] = "0.5,second"
  expectError(saying: "row 60000 (line 60001), column 1 holds `first`") {
    _ = try table(lines.joined(separator: "\n"))
  }
}

@Test func `Inflated text is read piece by piece`() throws {
  // Some 10 MB of text, more than one piece, compressed well.
  let line = "0.25,0.125,0.0625,0.5,0.03125,1.25e-1,0.25,0.125,0.0625,0.5,0.03125\n"
  let count = 150_000
  let text = Data(String(repeating: line, count: count).utf8)
  let directory = try TemporaryFolder()
  let path = try directory.file("long.csv", Array(text))
  let gzip = Process()
  gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  gzip.arguments = ["gzip", path]
  try gzip.run()
  gzip.waitUntilExit()
  let table = try TextTable(
    MappedFile.open(path: path + ".gz"),
    isCompressed: true,
    purpose: .scoresOnly(columns: 5..<7),
    path: path
  )
  #expect(table.scores.rowCount == count)
  #expect(table.lineNumbers.last == UInt32(count))
  table.scores.storage.withUnsafeScores { scores in
    #expect(scores.indices.allSatisfy { scores[$0] == ($0 % 2 == 0 ? 0.125 : 0.25) })
  }
}

@Test func `Damaged and cut gzip data are refused`() throws {
  let whole = try Fixture.bytes("compressed.csv")
  for bytes in [Array(whole[..<(whole.count - 9)]), whole + [1, 2, 3], Array(whole[..<30])] {
    expectError(saying: "x.csv.gz", ";") {
      _ = try TextTable(MemoryBlock.copy(bytes), isCompressed: true, purpose: .labels(column: nil), path: "x.csv.gz")
    }
  }
}
