import TestSupport
import Testing

/// Independent labels, from sigmoid outputs to a comparison.
@Suite final class LabelReportTests: CommandLineTests {
  @Test func sigmoidOutputsAreEvaluatedLabelByLabel() throws {
    try calibrate.folder.file("scores.csv", "0.9,0.2,0.4\n0.8,0.1,0.6\n0.3,0.7,0.5\n0.6,0.4,0.2\n")
    try calibrate.folder.file("bits.csv", "1,0,0\n1,0,1\n0,1,1\n0,0,0\n")
    let arguments = [
      "evaluate", "scores.csv", "--labels", "bits.csv", "--kind", "sigmoid", "--resamples", "20",
    ]
    let json = try calibrate.run(arguments + ["--json"]).json()
    let report = try #require(json["multilabel"] as? [String: Any])
    #expect(report["rows"] as? Int == 4)
    let labels = try #require(report["labels"] as? [[String: Any]])
    #expect(labels.count == 3)
    #expect(labels[0]["frequency"] as? Double == 0.5)
    let errors = labels.compactMap { ($0["ece"] as? [String: Any])?["value"] as? Double }
    let macro = try #require((report["macro_ece"] as? [String: Any])?["value"] as? Double)
    #expect(abs(errors.reduce(0, +) / 3 - macro) < 1e-12)
    let text = try calibrate.run(arguments)
    #expect(text.output.contains("macro") && text.output.contains("label"), "\(text.errors)")
  }

  @Test func sigmoidOutputsAreCalibratedLabelByLabel() throws {
    try writeTags()
    let kind = ["--kind", "sigmoid"]
    let fit = try calibrate.run(
      ["fit", "tags.csv", "--labels", "bits.csv", "--method", "per-label-platt", "-o", "c.json"]
        + kind
    )
    #expect(fit.exitCode == 0, "\(fit.errors)")
    let apply = try calibrate.run(["apply", "c.json", "tags.csv", "-o", "p.csv"] + kind)
    #expect(apply.exitCode == 0, "\(apply.errors)")
    let lines = try calibrate.folder.text("p.csv").split(separator: "\n")
    #expect(lines.count == 61 && lines[0] == "class_0,class_1,class_2")
    // Platt scaling ends where the mean probability is the frequency, but for its softened targets.
    let first = lines.dropFirst().compactMap { Double($0.prefix { $0 != "," }) }
    let mean = first.reduce(0, +) / 60
    #expect(abs(mean - 1.0 / 3) < 0.02)

    let evaluation = try calibrate.run(
      ["evaluate", "tags.csv", "--labels", "bits.csv", "--calibrator", "c.json", "--json"] + kind
    ).json()
    #expect(evaluation["method"] as? String == "per-label-platt")
    let labels = (evaluation["multilabel"] as? [String: Any])?["labels"] as? [[String: Any]]
    #expect(labels?.count == 3)

    let explanation = try calibrate("explain c.json")
    #expect(explanation.output.contains("per-label-platt for 3 independent outputs"))
    #expect(explanation.output.contains("depending on the output"))
  }

  @Test func methodsForSigmoidOutputsAreCompared() throws {
    try writeTags()
    for trial in [["--cv", "3"], ["--test", "tags.csv", "--test-labels", "bits.csv"]] {
      let comparison = try calibrate.run(
        ["compare", "--fit", "tags.csv", "--fit-labels", "bits.csv", "--kind", "sigmoid"] + trial
          + ["--methods", "platt,per-label-platt,temperature|per-label-beta", "--resamples", "20"]
          + ["--json"]
      )
      #expect(comparison.exitCode == 0, "\(comparison.errors)")
      let methods = try #require(comparison.json()["methods"] as? [[String: Any]])
      let nll = Dictionary(
        uniqueKeysWithValues: methods.map { method in
          let metrics = method["metrics"] as? [String: [String: Any]]
          return (method["method"] as? String ?? "", metrics?["nll"]?["value"] as? Double ?? .nan)
        }
      )
      let perLabel = try #require(nll["per-label-platt"])
      #expect(try perLabel < #require(nll["platt"]))
      #expect(nll["temperature|per-label-beta"]?.isFinite == true)
    }
  }

  @Test func whatIsNotSigmoidOutputsIsRefusedInWords() throws {
    try writeTags()
    let softmax = try calibrate("fit data.npz --method per-label-platt")
    #expect(softmax.exitCode == 65 && softmax.errors.contains("sigmoid"), "\(softmax.errors)")
    let fit = try calibrate.run(
      ["fit", "tags.csv", "--labels", "bits.csv", "--kind", "sigmoid", "-o", "c.json"]
        + ["--method", "per-label-isotonic"]
    )
    #expect(fit.exitCode == 0, "\(fit.errors)")
    for (text, word) in [("0.5,0.5\n", "3 independent"), ("0.5,nan,0.5\n", "column 1")] {
      try calibrate.folder.file("x.csv", text)
      let apply = try calibrate("apply c.json x.csv --kind sigmoid -o p.csv")
      #expect(apply.exitCode == 65 && apply.errors.contains(word), "\(apply.errors)")
    }
    let unknown = try calibrate("fit data.npz --method per-label-magic")
    #expect(unknown.exitCode == 64)
  }
}
