import Testing

@Suite final class CompareCommandTests: CommandLineTests {
  @Test func compareMarksTheBestAndJudgesDifferences() throws {
    let arguments = [
      "compare", "--fit", "data.npz", "--test", "data.npz", "--fit-rows", "0:200",
      "--test-rows", "200:400", "--resamples", "200",
    ]
    let text = try calibrate.run(arguments)
    #expect(text.exitCode == 0, "\(text.errors)")
    // Two maps that are the same within noise are marked as such.
    #expect(text.output.contains("="))
    #expect(text.output.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text.output)")
    #expect(text.output.hasPrefix("No verdict: 200 resamples cannot distinguish 7 maps"))
    for word in [
      "uncalibrated", "focal-temperature", "focal-map", "*", "Differences to temperature",
    ] {
      #expect(text.output.contains(word), "\(word)")
    }
    let json = try calibrate.run(arguments + ["--json"]).json()
    let methods = try #require(json["methods"] as? [[String: Any]])
    let names = methods.compactMap { $0["method"] as? String }
    #expect(
      Set(names) == [
        "uncalibrated", "temperature", "focal-temperature", "focal-map", "ensemble-temperature",
        "structured-vector", "focal-structured-vector",
      ]
    )
    let losses = methods.compactMap { method in
      ((method["metrics"] as? [String: Any])?["nll"] as? [String: Any])?["value"] as? Double
    }
    #expect(losses.count == 7 && losses == losses.sorted())
    #expect((json["best"] as? [String: [String]])?["nll"] == [names[0]])
    #expect((json["tied_with_best"] as? [String: [String]])?["nll"]?.contains("uncalibrated") == true)
    let worst = try #require(methods.first { $0["method"] as? String == "uncalibrated" })
    let differences = try #require(worst["differences"] as? [String: [String: Any]])
    #expect(differences["nll"]?["larger_than_noise"] as? Bool == false)
    // 200 resamples cannot tell any of 21 pairs from noise, and the user is told.
    #expect(text.errors.contains("--resamples 839"))
    let chosen = try calibrate.run(arguments + ["--methods", "focal-map"])
    #expect(chosen.output.contains("Differences to uncalibrated"))
    #expect(chosen.output.contains(/^(Deploy focal-map|Keep the uncalibrated scores):/))
    let verdict = try #require(
      calibrate.run(arguments + ["--methods", "focal-map", "--json"]).json()["verdict"]
        as? [String: Any]
    )
    #expect(verdict["metric"] as? String == "nll" && verdict["reason"] is String)
    let sentence = try #require(verdict["sentence"] as? String)
    #expect(
      chosen.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        .hasPrefix(sentence.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    )
  }

  @Test func compareSortsByAnyMetricAndTestsAsAsked() throws {
    let arguments = [
      "compare", "--fit", "data.npz", "--test", "data.npz", "--fit-rows", "0:200",
      "--test-rows", "200:400", "--methods", "temperature,focal-map,isotonic", "--resamples", "299",
    ]
    var first: [String: Any]?
    for extra in [
      ["--sort", "ks"], ["--paired-test", "permutation"], ["--correction", "benjamini-hochberg"],
      ["--interval", "bca"], ["--metrics", "nll,aurc"],
    ] {
      let json = try calibrate.run(arguments + extra + ["--json"]).json()
      let methods = try #require(json["methods"] as? [[String: Any]])
      #expect(methods.count == 4)
      first = first ?? json
      if extra[0] == "--metrics" {
        #expect(Set((json["best"] as? [String: [String]] ?? [:]).keys) == ["nll", "aurc"])
      }
      if extra[0] == "--interval" {
        #expect((json["options"] as? [String: Any])?["interval"] as? String == "bca")
      }
      let difference = try #require(
        (methods.first { $0["method"] as? String == "uncalibrated" }?["differences"]
          as? [String: [String: Any]])?["nll"]
      )
      // Far apart: every test sees it.
      #expect(difference["larger_than_noise"] as? Bool == true, "\(extra)")
      let pValue = try #require(difference["p_value"] as? Double)
      let adjusted = try #require(difference["adjusted_p_value"] as? Double)
      #expect(pValue <= adjusted && adjusted <= 0.05)
    }
    #expect(first?["sorted_by"] as? String == "ks")
    let text = try calibrate.run(arguments + ["--sort", "ks", "--threads", "1"])
    #expect(text.output.contains("KS error"))
    // Results, other than times, do not depend on the threads.
    let parallel = try calibrate.run(arguments + ["--sort", "ks", "--threads", "3"])
    func withoutTimes(_ text: String) -> [String] {
      text.split(separator: "\n").map { line in
        // The width of the column of times differs too.
        String(line.replacing(/\ [<.0-9]+ m?s(?= |$)/, with: " ").replacing(/\ +/, with: " "))
      }
    }
    #expect(withoutTimes(text.output) == withoutTimes(parallel.output))
    #expect(try calibrate.run(arguments + ["--sort", "mean_confidence"]).exitCode == 64)
  }

  @Test func compareByCrossValidationNeedsOneFile() throws {
    let arguments = ["compare", "--fit", "data.npz", "--cv", "4", "--resamples", "50"]
    let text = try calibrate.run(arguments)
    #expect(text.exitCode == 0, "\(text.errors)")
    #expect(text.output.contains("4 folds"))
    let json = try calibrate.run(arguments + ["--json"]).json()
    #expect(json["cv_folds"] as? Int == 4)
    #expect(json["test_rows"] as? Int == 400)
    for bad in [["--cv", "1"], [], ["--cv", "4", "--test", "data.npz"]] {
      #expect(try calibrate.run(["compare", "--fit", "data.npz"] + bad).exitCode == 64)
    }
  }

  @Test func slowMetricsAreComparedAsEvaluated() throws {
    struct Estimate: Decodable, Equatable {
      let value: Double
      let interval: [Double]
    }
    struct Comparison: Decodable {
      struct Method: Decodable {
        let method: String
        let metrics: [String: Estimate]
        let differences: [String: Estimate]
      }
      let methods: [Method]
      let best: [String: [String]]
    }
    struct Report: Decodable {
      let slowMetrics: [String: Estimate]

      enum CodingKeys: String, CodingKey {
        case slowMetrics = "slow_metrics"
      }
    }
    let names = ["smooth_ece", "mmce", "skce"]
    let rows = ["--fit-rows", "0:200", "--test-rows", "200:400"]
    let compare =
      ["compare", "--fit", "data.npz", "--test", "data.npz", "--methods", "temperature"]
      + ["--resamples", "60"] + rows
    let sorted =
      try calibrate
      .run(compare + ["--sort", "skce", "--metrics", "nll,smooth_ece,mmce", "--json"])
      .decoded(as: Comparison.self)
    let evaluated =
      try calibrate
      .run([
        "evaluate", "data.npz", "--rows", "200:400", "--resamples", "60", "--all-metrics", "--json",
      ])
      .decoded(as: Report.self).slowMetrics
    #expect(Set(sorted.best.keys) == Set(names + ["nll"]))
    let errors = sorted.methods.map { $0.metrics["skce"]?.value ?? .nan }
    #expect(errors.count == 2 && errors == errors.sorted())
    let uncalibrated = try #require(sorted.methods.first { $0.method == "uncalibrated" })
    let temperature = try #require(sorted.methods.first { $0.method == "temperature" })
    for name in names {
      let value = try #require(uncalibrated.metrics[name])
      #expect(value == evaluated[name], "\(name)")
      let baseline = try #require(temperature.metrics[name])
      #expect(uncalibrated.differences[name]?.value == value.value - baseline.value, "\(name)")
    }
    let folds = try calibrate.run([
      "compare", "--fit", "data.npz", "--cv", "2", "--methods", "temperature", "--resamples", "60",
      "--metrics", "all",
    ])
    for heading in ["Smooth ECE", "MMCE", "SKCE", "NLL uncertainty"] {
      #expect(folds.output.contains(heading), "\(folds.errors)")
    }
    for bad in ["skce,skce", "skce,sckce", "", "all,skce"] {
      #expect(try calibrate.run(compare + ["--metrics", bad]).exitCode == 64, "\(bad)")
    }
    #expect(try calibrate.run(compare + ["--sort", "smooth-ece"]).exitCode == 64)
  }
}
