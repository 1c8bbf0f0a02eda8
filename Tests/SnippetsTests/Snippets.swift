import Calibration
import CalibrationFiles
import CalibrationReport
import Foundation
import Testing

/// The tasks that guides, the README and the documentation show, each run on generated data.
///
/// `Scripts/snippets.py` copies what stands between `// snippet: NAME` and `// end` to places marked
/// `<!-- snippet: NAME -->`. There `"\(folder)/x"` becomes `"x"`.
@Suite struct Snippets {
  @Test func readFile() throws {
    let files = try SnippetFiles()
    defer { withExtendedLifetime(files) {} }
    let folder = files.folder
    // snippet: read-file
    let validation = try LabeledPredictions(contentsOf: "\(folder)/validation.npz")
    // end
    #expect(validation.rowCount == 400)
    #expect(validation.classCount == 3)
  }

  @Test func fromArrays() throws {
    // snippet: from-arrays
    let logits: [[Float]] = [[2.5, -0.3, 0.1], [0.2, 1.9, -1.4]]
    let labels = [0, 1]
    let data = try LabeledPredictions(logits, kind: .logits, labels: labels)
    // end
    #expect(data.rowCount == 2)
    #expect(data.labels == [0, 1])
  }

  @Test func fit() throws {
    let validation = try SnippetFiles().validation()
    // snippet: fit
    let fit = try FocalTemperatureScaling().fit(to: validation)
    print("T \(fit.map.temperature), γ \(fit.map.gamma)", fit.parameters, fit.warnings)
    print("negative log-likelihood \(fit.uncalibratedValue) → \(fit.value)")
    // end
    #expect(fit.map.temperature > 1)
    #expect(fit.value < fit.uncalibratedValue)
  }

  @Test func saveAndAnswer() throws {
    let files = try SnippetFiles()
    let folder = files.folder
    let fit = try FocalTemperatureScaling().fit(to: files.validation())
    // snippet: save
    try Calibrator(fit).write(to: "\(folder)/calibrator.json")
    // end
    // snippet: answer
    let calibrator = try Calibrator(contentsOf: "\(folder)/calibrator.json")
    let double = try calibrator.probabilities(forLogits: [2.5, -0.3, 0.1])
    let single = try calibrator.probabilities(forLogits: [2.5, -0.3, 0.1] as [Float])
    // end
    #expect(double == (try fit.map.probabilities(forLogits: [2.5, -0.3, 0.1])))
    #expect(abs(single.reduce(0, +) - 1) < 1e-6)
    #expect(throws: PredictionsError.classCount(found: 2, expected: 3)) {
      try calibrator.probabilities(forLogits: [2.5, -0.3])
    }
  }

  @Test func answerInPlace() throws {
    let calibrator = try Calibrator(map: TemperatureMap(temperature: 2), classCount: 3)
    // snippet: answer-in-place
    let logits: [Float] = [2.5, -0.3, 0.1]
    var probabilities = [Float](repeating: 0, count: calibrator.classCount)
    try calibrator.map.probabilities(forLogits: logits, into: &probabilities)
    // end
    #expect(probabilities == (try calibrator.probabilities(forLogits: logits)))
  }

  @Test func oneMetric() throws {
    let test = try SnippetFiles().test()
    // snippet: metric
    let evaluation = try Evaluation(on: test)
    let error = evaluation[.expectedCalibrationError]
    print("ECE \(error.value), 95 % interval \(error.interval.lower) to \(error.interval.upper)")
    // end
    #expect(error.value > 0.02)
    #expect(error.interval.lower < error.interval.upper)
  }

  @Test func comparison() throws {
    let files = try SnippetFiles()
    let (validation, test) = try (files.validation(), files.test())
    // snippet: better
    let map = try TemperatureScaling().fit(to: validation).map
    let (before, after) = try (Evaluation(on: test), Evaluation(of: map, on: test))
    let gain = try PairedComparison(.negativeLogLikelihood, of: after, against: before)
    print(gain.difference, gain.interval, gain.isLargerThanNoise)
    // end
    #expect(gain.difference < 0)
    #expect(gain.isLargerThanNoise)
  }

  @Test func reliabilityDiagram() throws {
    let files = try SnippetFiles()
    let (folder, test) = try (files.folder, files.test())
    let map = try TemperatureScaling().fit(to: files.validation()).map
    // snippet: diagram
    let svg = try ReliabilityDiagram(of: map, on: test).chart.svg()
    try svg.write(toFile: "\(folder)/reliability.svg", atomically: true, encoding: .utf8)
    // end
    #expect(svg.contains("<svg"))
    #expect(svg.contains("CORP curve"))
  }

  @Test func choice() throws {
    let validation = try SnippetFiles().validation(rowCount: 120)
    // snippet: choose
    let fit = try NamedMethod("auto").fit(to: validation)
    for score in fit.selections.flatMap(\.scores) where score.isChosen { print(score.name) }
    // end
    #expect(fit.selections.flatMap(\.scores).filter(\.isChosen).count == 1)
  }

  @Test func page() throws {
    let files = try SnippetFiles()
    let (folder, test) = try (files.folder, files.test())
    let map = try TemperatureScaling().fit(to: files.validation()).map
    // snippet: page
    let sides = [MappedPredictions(on: test), MappedPredictions(map, on: test)]
    let maps = try zip(["uncalibrated", "temperature"], sides).map { try ComparedMap($0, side: $1) }
    let report = try Report(MapComparison(maps))
    try report.html().write(toFile: "\(folder)/report.html", atomically: true, encoding: .utf8)
    // end
    #expect(report.html().contains("temperature"))
  }
}

/// A folder with outputs of an over-confident model, which goes away with the value.
private final class SnippetFiles {
  let folder: String

  init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("snippets-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    folder = url.path
    try validation().write(to: "\(folder)/validation.npz", key: "logits")
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  func validation(rowCount: Int = 400) throws -> LabeledPredictions {
    try Self.overconfident(rowCount: rowCount, seed: 1)
  }

  func test() throws -> LabeledPredictions { try Self.overconfident(rowCount: 400, seed: 2) }

  /// Labels follow the softmax of the logits over 3.
  private static func overconfident(rowCount: Int, seed: UInt64) throws -> LabeledPredictions {
    var state = seed
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53)
    }
    var rows: [[Float]] = []
    var labels: [Int] = []
    for _ in 0..<rowCount {
      let row = (0..<3).map { _ in Float(12 * uniform() - 6) }
      let shares = row.map { exp(Double($0) / 3) }
      var rest = uniform() * shares.reduce(0, +)
      var label = 0
      while label < 2, rest >= shares[label] {
        rest -= shares[label]
        label += 1
      }
      rows.append(row)
      labels.append(label)
    }
    return try LabeledPredictions(rows, kind: .logits, labels: labels)
  }
}
