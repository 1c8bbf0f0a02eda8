import Calibration
import Foundation
import TestSupport
import Testing

@testable import CalibrationFiles

@Test(
  arguments: [
    "stored.npz", "deflated.npz", "deflated-f8.npz", "deflated-f8-fortran.npz", "unnamed.npz",
    "one-hot.npz", "with-objects.npz", "f16.safetensors", "f32.safetensors", "f64.safetensors",
    "plain.csv", "header.csv", "header.tsv", "semicolons.csv", "crlf.csv", "spaces.txt",
    "quoted.csv", "comments.csv", "compressed.csv",
  ]
)
func `Scores and labels are found by themselves`(_ name: String) throws {
  let input = try Input(contentsOf: Fixture.path(name))
  #expect(input.predictions.values == Fixture.scores)
  #expect(input.predictions.kind == .logits)
  #expect(input.predictions.columnCount == Fixture.columnCount)
  #expect(input.labels == Fixture.labels)
  #expect(input.notes.contains { $0.contains("taken for logits") })
  #expect(input.warnings.isEmpty)
  #expect(try input.labeled().labels == Fixture.labels)
}

@Test func `The short forms read the same`() throws {
  let path = try Fixture.path("stored.npz")
  #expect(try Predictions(contentsOf: path).values == Fixture.scores)
  let labeled = try LabeledPredictions(contentsOf: path, options: InputOptions(rows: 1..<3))
  #expect(labeled.labels == Array(Fixture.labels[1..<3]))
  #expect(labeled.predictions.values == Array(Fixture.scores[4..<12]))
}

@Test(
  arguments: [
    "labels-i1-big.npy", "labels-f4.npy", "labels-one-hot.npy", "labels-column.npy", "labels.txt",
    "labels-float.txt", "stored.npz", "f64.safetensors",
  ]
)
func `Labels are read from a file of their own`(_ name: String) throws {
  let options = try InputOptions(labelsPath: Fixture.path(name))
  for scores in ["f4-little-C.npy", "header.csv"] {
    let input = try Input(contentsOf: Fixture.path(scores), options: options)
    #expect(input.predictions.values == Fixture.scores)
    #expect(input.labels == Fixture.labels)
  }
}

@Test func `Options name arrays, columns and rows`() throws {
  let archive = try Fixture.path("ambiguous.npz")
  let options = InputOptions(predictionsKey: "b", labelsKey: "d", kind: .logits, rows: 2..<6)
  let input = try Input(contentsOf: archive, options: options)
  #expect(input.predictions.values == Array(Fixture.scores[8...]))
  #expect(input.labels == Array(Fixture.labels[2...]))
  #expect(input.notes.isEmpty)

  let table = try Input(
    contentsOf: Fixture.path("plain.csv"),
    options: InputOptions(columns: 2..<4, labelColumn: 0, kind: .logits)
  )
  #expect(table.predictions.columnCount == 2)
  #expect(table.predictions.values.first == Fixture.scores[1])
  #expect(table.labels == Fixture.labels)

  let labels = try InputOptions(labelsPath: Fixture.path("ambiguous.npz"), labelsKey: "c")
  let other = try Input(contentsOf: Fixture.path("f4-little-C.npy"), options: labels)
  #expect(other.labels == Fixture.labels)
}

@Test func `Ambiguous arrays are listed`() throws {
  let path = try Fixture.path("ambiguous.npz")
  let listing = "`a` (6, 4) float32, `b` (6, 4) float32, `c` (6,) int64, `d` (6,) int64"
  expectError(saying: path, "--predictions-key", listing) { _ = try Input(contentsOf: path) }
  expectError(saying: path, "`none`", "--predictions-key", listing) {
    _ = try Input(contentsOf: path, options: InputOptions(predictionsKey: "none"))
  }
  expectError(saying: path, "`none`", "--labels-key", listing) {
    let options = InputOptions(predictionsKey: "a", labelsKey: "none")
    _ = try Input(contentsOf: path, options: options)
  }
}

@Test func `Ambiguous labels matter only to those who need labels`() throws {
  let path = try Fixture.path("two-labels.npz")
  let input = try Input(contentsOf: path)
  #expect(input.labels == nil)
  expectError(saying: path, "--labels-key") { _ = try input.labeled() }
}

@Test func `Missing labels are asked for`() throws {
  let path = try Fixture.path("f4-little-C.npy")
  let input = try Input(contentsOf: path)
  #expect(input.labels == nil)
  expectError(saying: path, "--labels") { _ = try input.labeled() }
}

@Test func `Options that do not fit the format are refused`() throws {
  let (npy, csv) = (try Fixture.path("f4-little-C.npy"), try Fixture.path("header.csv"))
  for (path, options, word) in [
    (npy, InputOptions(predictionsKey: "a"), "--predictions-key"),
    (npy, InputOptions(labelsKey: "a"), "--labels-key"),
    (npy, InputOptions(columns: 0..<2), "--columns"),
    (npy, InputOptions(labelColumn: 0), "--label-column"),
    (csv, InputOptions(predictionsKey: "a"), "--predictions-key"),
    (csv, InputOptions(labelsKey: "a"), "--labels-key"),
    (csv, InputOptions(labelsPath: csv, labelsKey: "a"), "--labels-key"),
    (csv, InputOptions(labelsPath: npy, labelColumn: 0), "--label-column"),
  ] {
    expectError(saying: word, "leave it out") { _ = try Input(contentsOf: path, options: options) }
  }
}

@Test(arguments: [0..<7, 6..<6, -1..<2])
func `Rows outside the file are refused`(_ rows: Range<Int>) throws {
  let path = try Fixture.path("stored.npz")
  expectError(saying: path, "rows \(rows.lowerBound):\(rows.upperBound)", "0:6") {
    _ = try Input(contentsOf: path, options: InputOptions(rows: rows))
  }
}

@Test func `Rows that are left out are not checked`() throws {
  let directory = try TemporaryFolder()
  let path = try directory.file("x.csv", "p,y\nnan,9\n0.25,1\n0.75,0\n")
  let input = try Input(contentsOf: path, options: InputOptions(rows: 1..<3))
  #expect(input.predictions.values == [0.25, 0.75])
  #expect(try input.labeled().labels == [1, 0])
}

@Test func `Damage is named by the rows, lines and columns of the file`() throws {
  let directory = try TemporaryFolder()
  let path = try directory.file(
    "x.csv",
    "# made\nlabel,a,b\n0,0.5,0.5\n\n1,0.25,0.75\n0,0.5,nan\n1,0.5,0.75\n2,0.5,0.5\n"
  )
  expectError(saying: "x.csv, line 6: row 2, column 2 is NaN") {
    _ = try Input(contentsOf: path, options: InputOptions(rows: 1..<5))
  }
  expectError(saying: "x.csv, line 7: row 3 sums to 1.25") {
    let options = InputOptions(kind: .probabilities, rows: 3..<5)
    _ = try Input(contentsOf: path, options: options)
  }
  expectError(saying: "x.csv, line 8: row 4 has the label 2") {
    _ = try Input(contentsOf: path, options: InputOptions(rows: 4..<5)).labeled()
  }
}

@Test(
  arguments: [
    ("-0.7,inf", InputKind.logits, "column 1 is +∞"), ("0.7,1e39", .auto, "column 1 is +∞"),
    ("0.7,1.5", .probabilities, "column 1 is 1.5"), ("0.7,0.7", .probabilities, "sums to 1.39"),
    ("-0.7,0.5", .logProbabilities, "column 1 is 0.5"), ("0.7,-1", .sigmoid, "column 1 is -1.0"),
    ("-inf,-inf", .logits, "is −∞ in every column"),
  ]
)
func `Every damaged score is located`(_ row: String, _ kind: InputKind, _ words: String) throws {
  let directory = try TemporaryFolder()
  let path = try directory.file("x.csv", "oops,x,oops\n1.5,0.5,0.5\n\n3.5,\(row)\n")
  let places = words.replacing("column 1", with: "column 2")
  expectError(saying: "x.csv, line 4: row 1", places) {
    let options = InputOptions(columns: 1..<3, kind: kind, rows: 1..<2)
    _ = try Input(contentsOf: path, options: options)
  }
}

@Test func `Labels that are no classes are named`() throws {
  let scores = try Fixture.path("f4-little-C.npy")
  let directory = try TemporaryFolder()
  let short = try directory.file("short.txt", "1\n0\n")
  let text = try directory.file("text.txt", "1\n0\n\n3\n2.5\n1\n0\n")
  let ones = try directory.file("ones.csv", String(repeating: "0,1,1,0\n", count: 6))
  let narrow = try directory.file("narrow.csv", String(repeating: "0,1,0\n", count: 6))
  let minus = try directory.file("minus.txt", "0\n1\n-1\n0\n1\n2\n")
  for (labels, words) in [
    (short, "short.txt: there are 2 labels for 6 rows"),
    (text, "text.txt, line 5: the label of row 3 is 2.5"),
    (ones, "ones.csv, line 1: row 0 of the labels is not one 1 among zeros"),
    (narrow, "narrow.csv: the labels have 3 columns for 4 classes"),
    (minus, "minus.txt, line 3: row 2 has the label -1"),
    (try Fixture.path("labels-f4-fraction.npy"), "fraction.npy: the label of row 3 is 1.5"),
  ] {
    let input = try Input(contentsOf: scores, options: InputOptions(labelsPath: labels))
    expectError(saying: words) { _ = try input.labeled() }
  }
  expectError(.noInput, saying: "missing.txt") {
    let options = InputOptions(labelsPath: directory.path + "/missing.txt")
    _ = try Input(contentsOf: scores, options: options)
  }
}

@Test func `Sigmoid outputs become rows of one column without a copy`() throws {
  let directory = try TemporaryFolder()
  let values: [Float] = [0.5, 0.25, 1, 0, 0.125, 0.75]
  var writer = try ScoreWriter(path: directory.path + "/p.npy", rowCount: 3, columnCount: 2)
  try values.withUnsafeBufferPointer { try writer.append($0) }
  try writer.finish()
  let labels = try directory.file("labels.csv", "1,0\n1,1\n0,1\n")
  let input = try Input(
    contentsOf: directory.path + "/p.npy",
    options: InputOptions(labelsPath: labels, kind: .sigmoid, rows: 1..<3)
  )
  #expect(input.sigmoidColumnCount == 2)
  #expect(input.predictions.columnCount == 1)
  #expect(input.predictions.labelCount == 2)
  #expect(input.predictions.kind == .probabilities)
  #expect(input.predictions.values == Array(values[2...]))
  #expect(try input.labeled().labels == [1, 1, 0, 1])
  #expect(input.warnings.count == 1)

  for (text, words) in [
    ("1\n0\n1\n", "1 columns for 2 sigmoid outputs"),
    ("1,0\n1,2\n0,1\n", "line 2: row 1, column 1 of the labels is 2"),
    ("1,0\n1,0.5\n0,1\n", "line 2: the label of row 1, column 1 is 0.5"),
  ] {
    let labels = try directory.file("labels.csv", text)
    let input = try Input(
      contentsOf: directory.path + "/p.npy",
      options: InputOptions(labelsPath: labels, kind: .sigmoid)
    )
    expectError(saying: words) { _ = try input.labeled() }
  }
}

@Test func `Sigmoid outputs of one column have labels of one column`() throws {
  let directory = try TemporaryFolder()
  let path = try directory.file("p.csv", "p,y\n0.5,1\n0.25,0\n")
  let input = try Input(contentsOf: path, options: InputOptions(kind: .sigmoid))
  #expect(input.sigmoidColumnCount == 1)
  #expect(try input.labeled().labels == [1, 0])
}

@Test(
  arguments: [
    ("x.npy", Array("hello".utf8), "no npy file"), ("x.npz", Array("hello".utf8), "no npz archive"),
    ("x.pkl", [0x80, 0x04, 0x95], "pickle"), ("x.h5", [0x89, 0x48, 0x44, 0x46], "HDF5"),
    ("x.csv", [0xFF, 0xFE, 0x30, 0x00], "UTF-16"),
    ("x.parquet", Array("PAR1".utf8), "read_parquet"), ("x.arrow", Array("ARROW1".utf8), "Arrow"),
    ("x.feather", Array("FEA1".utf8), "read_feather"), ("x.orc", Array("ORC".utf8), "read_orc"),
    ("x.mat", Array("MATLAB 5.0 MAT-file, ".utf8), "scipy.io.loadmat"),
    ("x.csv.zst", [0x28, 0xB5, 0x2F, 0xFD], "unzstd"), ("x.csv.bz2", Array("BZh9".utf8), "bunzip2"),
    ("x.json", Array("\n {\"logits\": [[1, 2]]}".utf8), "this is JSON,"),
    ("x.json", Array("[[1, 2],\n[3, 4]]".utf8), "this is JSON,"),
    ("x.jsonl", Array("{\"p\": 1}\n\n{\"p\": 2}\n".utf8), "an object on each line"),
    ("x.csv", Array("p,label\r0.5,1\r0.25,0\r".utf8), "tr '\\r' '\\n'"),
    ("x.csv", [0, 1, 2, 3, 4], "no rows of data"),
    ("x.safetensors", [1, 2], "longer than the file"),
  ] as [(String, [UInt8], String)]
)
func `Files of other formats are refused in words`(_ name: String, _ bytes: [UInt8], _ words: String) throws {
  let directory = try TemporaryFolder()
  let path = try directory.file(name, bytes)
  expectError(saying: path, words, ";") { _ = try Input(contentsOf: path) }
}

@Test func `A format is known by its contents, whatever the name`() throws {
  let directory = try TemporaryFolder()
  for name in ["stored.npz", "f4-little-C.npy", "f32.safetensors", "compressed.csv"] {
    let path = try directory.file("data.bin", Fixture.bytes(name))
    #expect(try Input(contentsOf: path).predictions.values == Fixture.scores, "\(name)")
  }
}

@Suite(.enabled(if: SharedData.isPresent, "no shared data here"))
struct RealNetworks {
  @Test(
    arguments: [
      ("densenet-bc-100-cifar-100.npz", 100), ("lenet-5-cifar-10.npz", 10),
      ("wideresnet-16-4-cifar-10.npz", 10),
    ]
  )
  func `Archives of real networks are read`(_ name: String, _ classCount: Int) throws {
    let input = try Input(contentsOf: SharedData.path(name))
    #expect(input.predictions.kind == .probabilities)
    let labeled = try input.labeled()
    #expect(labeled.rowCount == 10_000)
    #expect(labeled.classCount == classCount)
  }

  @Test func `The table of a real network is read by columns`() throws {
    let path = SharedData.path("resnet-110-cifar-10h.csv")
    let options = InputOptions(columns: 11..<21, labelColumn: 0)
    expectError(saying: path, "--columns", "--label-column") { _ = try Input(contentsOf: path) }
    let labeled = try LabeledPredictions(contentsOf: path, options: options)
    #expect(labeled.rowCount == 10_000)
    #expect(labeled.classCount == 10)
    #expect(labeled.predictions.kind == .probabilities)
    #expect(Array(labeled.labels.prefix(2)) == [3, 8])
  }
}
