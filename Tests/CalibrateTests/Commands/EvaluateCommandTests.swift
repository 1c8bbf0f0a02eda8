import CalibrationFiles
import TestSupport
import Testing

@Suite final class EvaluateCommandTests: CommandLineTests {
  @Test func classesAreShownFromTheWorst() throws {
    let json = try calibrate("evaluate data.npz --per-class --resamples 20 --json")
      .json()
    let classes = try #require(json["per_class"] as? [[String: Any]])
    let errors = classes.compactMap { $0["ece"] as? Double }
    #expect(errors.count == 3 && errors == errors.sorted(by: >))
    #expect(Set(classes.compactMap { $0["class"] as? Int }) == [0, 1, 2])
    for entry in classes {
      let interval = try #require(entry["interval"] as? [Double])
      #expect(interval.count == 2 && interval[0] < interval[1])
    }
    let text = try calibrate("evaluate data.npz --per-class --resamples 20")
    #expect(text.output.contains("95 % interval  too high"))
  }

  @Test func threadsDoNotChangeTheResult() throws {
    let results = try ["1", "3"].map { threads in
      try calibrate("evaluate data.npz --json --resamples 50 --threads \(threads)")
        .output
    }
    #expect(results[0] == results[1])
  }

  @Test func slowMetricsAreComputedOnDemand() throws {
    let arguments = ["evaluate", "data.npz", "--resamples", "20"]
    #expect(!(try calibrate.run(arguments)).output.contains("SKCE"))
    let text = try calibrate.run(arguments + ["--all-metrics"])
    #expect(text.output.contains("SKCE") && text.output.contains("Smooth ECE"), "\(text.errors)")
    let json = try calibrate.run(arguments + ["--all-metrics", "--json"]).json()
    let slow = try #require(json["slow_metrics"] as? [String: [String: Any]])
    // Every fourth label is wrong while confidence is high: no calibrated model does that.
    // Of 20 random signs none does as much.
    #expect((slow["skce"]?["p_value"] as? Double ?? 1) < 0.05)
    #expect((slow["skce"]?["interval"] as? [Double])?.count == 2)
    #expect((slow["smooth_ece"]?["value"] as? Double ?? 0) > 0.1)
  }

  @Test func evaluatingOnFittedRowsIsSaid() throws {
    _ = try calibrate("fit data.npz --rows 0:200 -o c.json")
    for (rows, isSaid) in [("100:300", true), ("200:", false), (":50", true)] {
      let outcome = try calibrate.run([
        "evaluate", "data.npz", "--calibrator", "c.json", "--rows", rows, "--resamples", "10",
      ])
      #expect(outcome.exitCode == 0)
      #expect(outcome.errors.contains("flatter") == isSaid, "\(rows)")
    }
    // The same name with other contents is another file.
    try Samples.labeled(rows: 100).write(to: calibrate.path("data.npz"))
    let other = try calibrate("evaluate data.npz --calibrator c.json --resamples 10")
    #expect(!other.errors.contains("flatter"))
  }

  @Test func probabilitiesReadAsLogitsAreSaid() throws {
    try calibrate.folder.file("p.csv", "label,a,b\n0,0.9,0.1\n1,0.2,0.8\n0,0.6,0.4\n")
    let outcome = try calibrate("evaluate p.csv --kind logits --resamples 10")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("look like probabilities"))
    let right = try calibrate("evaluate p.csv --resamples 10")
    #expect(right.errors.isEmpty)
  }
}
