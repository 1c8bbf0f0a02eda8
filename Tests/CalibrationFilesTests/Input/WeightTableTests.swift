import Calibration
import Foundation
import TestSupport
import Testing

@testable import CalibrationFiles

/// Four rows of three logits with labels and weights, in files of a folder.
private struct WeightedFiles {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let files = [
      "table.csv": "label,a,b,c,w\n0,3.5,1.5,0.5,1\n1,0.5,2.5,0,0\n2,0,1,5.5,2.5\n0,1,9,8,1\n",
      "scores.csv": "3.5,1.5,0.5\n0.5,2.5,0\n0,1,5.5\n1,9,8\n",
      "labels.txt": "0\n1\n2\n0\n",
      "weights.txt": "1\n0\n2.5\n1\n",
      "short.txt": "1\n0\n2\n",
      "negative.txt": "1\n0.5\n-2\n1\n",
      "zero.txt": "0\n0\n0\n0\n",
      "sigmoid.csv": "0.1,0.9,0,1,3\n0.2,0.3,1,1,0.5\n",
    ]
    for (name, text) in files { _ = try folder.file(name, text) }
  }

  func path(_ name: String) -> String { "\(folder.path)/\(name)" }
}

@Suite struct WeightTableTests {
  private let files: WeightedFiles

  init() throws {
    files = try WeightedFiles()
  }

  @Test func `A column of the table holds the weights`() throws {
    let input = try Input(contentsOf: files.path("table.csv"), options: InputOptions(weightColumn: 4))
    #expect(input.predictions.columnCount == 3)
    #expect(input.labels == [0, 1, 2, 0])
    #expect(input.weights == [1, 0, 2.5, 1])
    #expect(try input.labeled().weights == [1, 0, 2.5, 1])
    #expect(input.notes.contains { $0.contains("weights") })
  }

  @Test func `Without an option rows have no weights`() throws {
    let input = try Input(contentsOf: files.path("table.csv"), options: InputOptions(columns: 1..<4, labelColumn: 0))
    #expect(input.weights == nil)
  }

  @Test func `A file of their own holds them`() throws {
    for scores in ["scores.csv", "table.csv"] {
      let options = InputOptions(
        labelsPath: files.path("labels.txt"),
        columns: scores == "table.csv" ? 1..<4 : nil,
        weightsPath: files.path("weights.txt"),
        rows: 1..<3
      )
      let data = try Input(contentsOf: files.path(scores), options: options).labeled()
      #expect(data.weights == [0, 2.5])
      #expect(data.labels == [1, 2])
    }
  }

  @Test func `A column of another table holds them`() throws {
    let options = InputOptions(
      labelsPath: files.path("labels.txt"),
      weightsPath: files.path("table.csv"),
      weightColumn: 4
    )
    let input = try Input(contentsOf: files.path("scores.csv"), options: options)
    #expect(input.weights == [1, 0, 2.5, 1])
  }

  @Test func `An array of an archive holds them`() throws {
    let scores = try Fixture.path("stored.npz")
    // The labels serve as weights: whole numbers that are no longer candidates for labels.
    let input = try Input(
      contentsOf: Fixture.path("ambiguous.npz"),
      options: InputOptions(predictionsKey: "b", weightsKey: "c", kind: .logits)
    )
    #expect(input.weights?.count == Fixture.labels.count)
    #expect(input.labels == Fixture.labels)
    let other = try Input(contentsOf: scores, options: InputOptions(weightsPath: Fixture.path("labels.txt")))
    #expect(other.weights == Fixture.labels.map(Double.init))
  }

  @Test func `Sigmoid outputs share the weight of their row`() throws {
    let options = InputOptions(columns: 0..<2, weightColumn: 4, kind: .sigmoid)
    let input = try Input(contentsOf: files.path("sigmoid.csv"), options: options)
    #expect(input.weights == [3, 3, 0.5, 0.5])
  }

  @Test func `Weights that cannot be are named`() {
    func expect(_ name: String, _ words: String, _ kind: FileError.Kind = .badData) {
      let path = files.path(name)
      expectError(kind, saying: name, words) {
        _ = try Input(
          contentsOf: files.path("scores.csv"),
          options: InputOptions(labelsPath: files.path("labels.txt"), weightsPath: path)
        ).labeled()
      }
    }
    expect("negative.txt", "line 3: row 2 has the weight -2")
    expect("short.txt", "3 weights for 4 rows")
    expect("zero.txt", "all weights are zero")
    expect("table.csv", "--weight-column")
    expect("none.txt", "none.txt", .noInput)
  }

  @Test func `Columns and arrays that cannot be are refused`() throws {
    func expect(_ options: InputOptions, _ words: String...) {
      for word in words {
        expectError(saying: word) {
          _ = try Input(contentsOf: files.path("table.csv"), options: options)
        }
      }
    }
    expect(InputOptions(weightColumn: 5), "--weight-column 5", "count from 0 to 4")
    expect(InputOptions(columns: 2..<5, weightColumn: 4), "both weights and scores")
    expect(InputOptions(labelColumn: 4, weightColumn: 4), "both labels and weights")
    expect(InputOptions(columns: 1..<4, labelColumn: 0, weightsKey: "w"), "--weights-key")
    let archive = try Fixture.path("ambiguous.npz")
    expectError(saying: "`none`", "--weights-key") {
      _ = try Input(contentsOf: archive, options: InputOptions(predictionsKey: "b", labelsKey: "c", weightsKey: "none"))
    }
    expectError(saying: "`a`", "one number for each row") {
      _ = try Input(contentsOf: archive, options: InputOptions(predictionsKey: "b", labelsKey: "c", weightsKey: "a"))
    }
    expectError(saying: "--weights-key") {
      _ = try Input(contentsOf: files.path("scores.csv"), options: InputOptions(weightsPath: archive))
    }
  }
}
