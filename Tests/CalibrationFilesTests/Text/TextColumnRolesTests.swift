import Testing

@testable import CalibrationFiles

private func layout(
  _ text: String,
  _ purpose: TextLayout.Purpose = .scores(columns: nil, labelColumn: nil)
) throws -> TextLayout {
  try MemoryBlock.copy(Array(text.utf8)).withText { text in
    try TextLayout(text, purpose: purpose, location: FileLocation(path: "x.csv"))
  }
}

@Test(
  arguments: [
    // Named by the header.
    ("p,y\n0.5,1\n", [0], 1), ("Target;a;b\n1;0.5;0.5\n", [1, 2], 0),
    ("a,Ground Truth,b\n0.5,1,0.5\n", [0, 2], 1), ("a,y_true\n0.5,1\n", [0], 1),
    // The only outer column of whole numbers.
    ("2,0.5,0.25,0.25\n0,0.5,0.25,0.25\n", [1, 2, 3], 0),
    ("-1.5,2.5,0\n2.5,-1.5,1.0\n", [0, 1], 2), ("0.5,1\n0.75,0\n", [0], 1),
    // None.
    ("0.5,0.5\n0.25,0.75\n", [0, 1], nil), ("3\n4\n", [0], nil),
  ] as [(String, [Int], Int?)]
)
func `Columns whose meaning is clear are distinguished`(_ text: String, _ scores: [Int], _ label: Int?) throws {
  let layout = try layout(text)
  #expect(layout.scoreColumns == scores)
  #expect(layout.labelColumn == label)
  #expect(layout.notes.isEmpty == (label == nil))
}

@Test(
  arguments: [
    // Two candidates; a label beyond the classes; counts beside scores; a count of the rows.
    "1,0.5,0.5,2\n0,0.5,0.5,1\n", "7,0.5,0.5\n0,0.5,0.5\n", "1,48,0.5,0.5\n0,3,0.5,0.5\n",
    ",a,b\n0,0.5,0.5\n1,0.5,0.5\n2,0.5,0.5\n", "0,.1,.1\n1,.1,.1\n2,.1,.1\n",
    // The whole numbers are in the middle; everywhere; or a class that never occurs.
    "0.5,1,0.5\n0.5,0,0.5\n", "1,2,3\n4,5,6\n", "0,0.5,0.5\n0,0.25,0.75\n",
    // A named label, but numbers of rows beside it.
    "id,a,b,label\n10,0.5,0.5,1\n11,0.5,0.5,0\n",
  ]
)
func `Columns whose meaning is unclear are asked for`(_ text: String) {
  expectError(saying: "x.csv", "--columns A:B", "--label-column N") { _ = try layout(text) }
}

@Test func `Two columns named as labels are asked for`() {
  expectError(saying: "columns 0, 2", "--label-column") {
    _ = try layout("label,a,target\n1,0.5,1\n")
  }
}

@Test func `Chosen columns are taken`() throws {
  let text = "7,1,48,0.5,0.5\n8,0,3,0.5,0.5\n"
  let both = try layout(text, .scores(columns: 3..<5, labelColumn: 1))
  #expect(both.scoreColumns == [3, 4])
  #expect(both.labelColumn == 1)
  let scores = try layout(text, .scores(columns: 3..<5, labelColumn: nil))
  #expect(scores.labelColumn == nil)
  #expect(try layout("y,a\n1,0.5\n", .scores(columns: 1..<2, labelColumn: nil)).labelColumn == 0)
  #expect(try layout("0.5,1\n", .scores(columns: nil, labelColumn: 1)).scoreColumns == [0])
}

@Test(
  arguments: [
    (3..<6, nil, "--columns 3:6"), (-1..<2, nil, "--columns -1:2"), (2..<2, nil, "--columns"),
    (0..<2, 5, "--label-column 5"), (0..<2, 1, "cannot hold both"),
  ] as [(Range<Int>, Int?, String)]
)
func `Columns outside the table are refused`(_ columns: Range<Int>, _ label: Int?, _ words: String) {
  expectError(saying: "x.csv", words) {
    _ = try layout("1,0.5,0.5\n", .scores(columns: columns, labelColumn: label))
  }
}

@Test func `A named label column is left out when labels come from elsewhere`() throws {
  let layout = try layout("label,a,b\n1,0.5,0.5\n", .scoresOnly(columns: nil))
  #expect(layout.scoreColumns == [1, 2])
  #expect(layout.notes.count == 1)
}

@Test func `Labels are one column or a matrix`() throws {
  #expect(try layout("1\n2\n", .labels(column: nil)).labelColumn == 0)
  #expect(try layout("a,label\nx,2\n", .labels(column: nil)).labelColumn == 1)
  #expect(try layout("0,1\n1,0\n", .labels(column: nil)).scoreColumns == [0, 1])
  #expect(try layout("0,1\n1,0\n", .labels(column: 1)).labelColumn == 1)
}
