import Calibration
import CalibrationFiles
import Foundation
import TestSupport
import Testing

@Suite struct CommandLineTests {
  let calibrate: CommandLineTool

  init() throws {
    calibrate = try CommandLineTool()
    try Samples.labeled(rows: 400).write(to: calibrate.path("data.npz"))
  }

  // MARK: The main job

  @Test func fitApplyAndEvaluate() throws {
    let fit = try calibrate("fit", "data.npz", "--rows", "0:200", "--method", "focal-temperature", "-o", "c.json")
    #expect(fit.exitCode == 0, "\(fit.errors)")
    #expect(fit.output.contains("γ ="))

    let calibrator = try Calibrator(contentsOf: calibrate.path("c.json"))
    let fitting = try #require(calibrator.fit)
    #expect(calibrator.method == "focal-temperature")
    #expect(fitting.rowCount == 200)
    #expect(calibrator.input?.rows == [0, 200])
    #expect(calibrator.input?.sha256 == (try ContentHash.sha256(ofFileAt: calibrate.path("data.npz"))))
    #expect(fitting.objective.value < fitting.objective.uncalibratedValue)

    let apply = try calibrate("apply", "c.json", "data.npz", "-o", "p.npy")
    #expect(apply.exitCode == 0, "\(apply.errors)")
    let written = try Predictions(contentsOf: calibrate.path("p.npy"))
    let data = try LabeledPredictions(contentsOf: calibrate.path("data.npz"))
    let expected = try calibrator.probabilities(for: data.predictions)
    #expect(written.kind == .probabilities)
    for row in [0, 17, 399] {
      #expect(written.scores(ofRow: row) == expected.scores(ofRow: row))
    }

    let evaluate = try calibrate("evaluate", "data.npz", "--rows", "200:400", "--calibrator", "c.json", "--json")
    #expect(evaluate.exitCode == 0, "\(evaluate.errors)")
    let report = try evaluate.decoded(as: EvaluationReport.self)
    let direct = try Evaluation(of: calibrator.map, on: data.rows(200..<400))
    for metric in Metric.allCases {
      let shown = try #require(report.metrics[metric.rawValue])
      #expect(shown.value == direct[metric].value)
      #expect(shown.interval == [direct[metric].interval.lower, direct[metric].interval.upper])
    }
    #expect(report.rows == 200)
  }

  @Test(arguments: ["temperature", "focal-temperature", "focal-map"])
  func fitJSONHasTheContractsKeys(method: String) throws {
    for objective in ["nll", "brier", "ece", "adaptive-ece"] {
      let fit = try calibrate("fit", "data.npz", "--method", method, "--objective", objective, "--json", "-o", "c.json")
      #expect(fit.exitCode == 0, "\(fit.errors)")
      let json = try fit.json()
      #expect(json["method"] as? String == method)
      let parameters = try #require(json["parameters"] as? [String: Double])
      #expect((parameters["temperature"] == nil) == (method == "focal-map"))
      #expect((parameters["gamma"] == nil) == (method == "temperature"))
      let shown = try #require(json["objective"] as? [String: Any])
      #expect(shown["name"] as? String == objective)
      let value = try #require(shown["value"] as? Double)
      let before = try #require(shown["uncalibrated_value"] as? Double)
      #expect(value <= before)
      #expect(json["rows"] as? Int == 400)
      #expect(json["classes"] as? Int == 3)
      #expect(json["warnings"] is [Any])
    }
  }

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

  @Test func groupsAreReadFromAColumnAFileOrAnArray() throws {
    let data = try Samples.labeled(rows: 400)
    let names = (0..<400).map { $0 % 8 == 0 ? "night" : "day" }
    var lines = ["a,b,c,label,time"]
    for row in 0..<400 {
      let scores = data.predictions.scores(ofRow: row).map { "\($0)" }
      lines.append((scores + ["\(data.labels[row])", names[row]]).joined(separator: ","))
    }
    func write(_ text: [String], _ name: String) throws {
      try text.joined(separator: "\n").write(toFile: calibrate.path(name), atomically: true, encoding: .utf8)
    }
    try write(lines, "data.csv")
    try write(Array(lines.dropFirst()), "bare.csv")
    try write(names, "groups.txt")
    try write(["time"] + names, "named.txt")
    let sources = [
      ["data.csv", "--group-column", "time"], ["data.csv", "--group-column", "4"],
      ["bare.csv", "--group-column", "4", "--label-column", "3"],
      ["data.npz", "--groups", "groups.txt"], ["data.npz", "--groups", "named.txt"],
    ]
    for source in sources {
      let json = try calibrate.run(["evaluate"] + source + ["--resamples", "40", "--json"]).json()
      let report = try #require(json["groups"] as? [String: Any], "\(source)")
      let groups = try #require(report["groups"] as? [[String: Any]])
      #expect(groups.map { $0["name"] as? String } == ["day", "night"])
      #expect(groups.map { $0["rows"] as? Int } == [350, 50])
      #expect(groups.map { $0["small"] as? Bool } == [false, true])
      #expect((report["worst"] as? [String: String])?["ece"] == "day")
      #expect((report["differences"] as? [String: Any])?["nll"] != nil)
    }
    let text = try calibrate.run(["evaluate"] + sources[0] + ["--resamples", "40"])
    #expect(text.output.contains("Worst group: day by NLL"), "\(text.errors)")
    let compare = try calibrate.run(
      ["compare", "--fit", "data.csv", "--test", "data.csv", "--group-column", "time"]
        + ["--fit-rows", "0:200", "--test-rows", "200:400", "--methods", "temperature"]
        + ["--resamples", "100"]
    )
    #expect(compare.output.contains("worst group"), "\(compare.errors)")
  }

  @Test func groupsThatDoNotFitAreRefused() throws {
    try "a\nb\n".write(toFile: calibrate.path("two.txt"), atomically: true, encoding: .utf8)
    try "0.5,0.5,1\n0.2,0.8,0\n".write(toFile: calibrate.path("bare.csv"), atomically: true, encoding: .utf8)
    for (arguments, code, words) in [
      (["data.npz", "--groups", "two.txt"], 65, "2 rows, but 400"),
      (["data.npz", "--group-column", "1"], 65, "text files"),
      (["data.npz", "--groups", "missing.txt"], 66, "missing.txt"),
      (["data.npz", "--groups-key", "nowhere"], 65, "--groups-key"),
      (["bare.csv", "--group-column", "site"], 65, "no header"),
      (["bare.csv", "--group-column", "3"], 65, "from 0 to 2"),
      (["bare.csv", "--group-column", "1", "--groups", "two.txt"], 64, "once"),
    ] as [([String], Int32, String)] {
      let outcome = try calibrate.run(["evaluate"] + arguments)
      #expect(outcome.exitCode == code, "\(arguments): \(outcome.errors)")
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }
  }

  @Test func classesAreShownFromTheWorst() throws {
    let json = try calibrate("evaluate", "data.npz", "--per-class", "--resamples", "20", "--json")
      .json()
    let classes = try #require(json["per_class"] as? [[String: Any]])
    let errors = classes.compactMap { $0["ece"] as? Double }
    #expect(errors.count == 3 && errors == errors.sorted(by: >))
    #expect(Set(classes.compactMap { $0["class"] as? Int }) == [0, 1, 2])
    for entry in classes {
      let interval = try #require(entry["interval"] as? [Double])
      #expect(interval.count == 2 && interval[0] < interval[1])
    }
    let text = try calibrate("evaluate", "data.npz", "--per-class", "--resamples", "20")
    #expect(text.output.contains("95 % interval  too high"))
  }

  @Test func sigmoidOutputsAreEvaluatedLabelByLabel() throws {
    try "0.9,0.2,0.4\n0.8,0.1,0.6\n0.3,0.7,0.5\n0.6,0.4,0.2\n".write(
      toFile: calibrate.path("scores.csv"),
      atomically: true,
      encoding: .utf8
    )
    try "1,0,0\n1,0,1\n0,1,1\n0,0,0\n".write(toFile: calibrate.path("bits.csv"), atomically: true, encoding: .utf8)
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

  /// Probabilities of three labels, the first of which is too low by a factor; every third row has it.
  private func writeTags() throws {
    let rows = (0..<60).map { row in
      let score = Double(row % 7 + 1) / 20
      let label = row % 3 == 0 ? 1 : 0
      return (scores: "\(score),\(1 - score),0.5", labels: "\(label),\(row % 7 < 3 ? 1 : 0),\(row % 2)")
    }
    for (name, lines) in [("tags.csv", rows.map(\.scores)), ("bits.csv", rows.map(\.labels))] {
      try (lines.joined(separator: "\n") + "\n").write(toFile: calibrate.path(name), atomically: true, encoding: .utf8)
    }
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
    let lines = try String(contentsOfFile: calibrate.path("p.csv"), encoding: .utf8)
      .split(separator: "\n")
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

    let explanation = try calibrate("explain", "c.json")
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
    let softmax = try calibrate("fit", "data.npz", "--method", "per-label-platt")
    #expect(softmax.exitCode == 65 && softmax.errors.contains("sigmoid"), "\(softmax.errors)")
    let fit = try calibrate.run(
      ["fit", "tags.csv", "--labels", "bits.csv", "--kind", "sigmoid", "-o", "c.json"]
        + ["--method", "per-label-isotonic"]
    )
    #expect(fit.exitCode == 0, "\(fit.errors)")
    for (text, word) in [("0.5,0.5\n", "3 independent"), ("0.5,nan,0.5\n", "column 1")] {
      try text.write(toFile: calibrate.path("x.csv"), atomically: true, encoding: .utf8)
      let apply = try calibrate("apply", "c.json", "x.csv", "--kind", "sigmoid", "-o", "p.csv")
      #expect(apply.exitCode == 65 && apply.errors.contains(word), "\(apply.errors)")
    }
    let unknown = try calibrate("fit", "data.npz", "--method", "per-label-magic")
    #expect(unknown.exitCode == 64)
  }

  @Test func methodsJoinedByABarAreFittedInOrder() throws {
    let fit = try calibrate("fit", "data.npz", "--method", "temperature|focal-map", "-o", "c.json")
    #expect(fit.exitCode == 0, "\(fit.errors)")
    let calibrator = try Calibrator(contentsOf: calibrate.path("c.json"))
    let map = try #require(calibrator.map as? ComposedMap)
    #expect(map.maps.first is TemperatureMap && map.maps.last is FocalCalibrationMap)
    let explain = try calibrate("explain", "c.json")
    #expect(explain.output.contains("temperature|focal-map"))
    #expect(try calibrate("apply", "c.json", "data.npz", "-o", "p.npy").exitCode == 0)
    for bad in ["temperature|", "|", "temperature|magic"] {
      #expect(try calibrate("fit", "data.npz", "--method", bad).exitCode == 64)
    }
    let compare = try calibrate(
      "compare",
      "--fit",
      "data.npz",
      "--test",
      "data.npz",
      "--fit-rows",
      "0:200",
      "--test-rows",
      "200:400",
      "--methods",
      "temperature,temperature|focal-map",
      "--resamples",
      "50"
    )
    #expect(compare.output.contains("temperature|focal-map"), "\(compare.errors)")
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

  @Test(arguments: [
    "ensemble-temperature", "smoothed-temperature", "smoothed-focal-temperature", "vector",
    "structured-vector", "focal-structured-vector", "platt", "beta", "quadratic-logistic",
    "isotonic", "centered-isotonic", "histogram", "histogram-equal-width", "top-label-platt",
    "top-label-beta", "top-label-isotonic", "top-label-histogram", "scaling-binning", "venn-abers",
    "bbq", "spline", "top-label-scaling-binning", "top-label-venn-abers", "top-label-bbq",
    "top-label-spline", "order-preserving-isotonic", "matrix", "dirichlet", "structured-matrix",
    "focal-structured-matrix",
    "vector|temperature",
  ])
  func everyMethodIsFittedSavedAndExplained(method: String) throws {
    let fit = try calibrate("fit", "data.npz", "--method", method, "-o", "c.json")
    #expect(fit.exitCode == 0, "\(fit.errors)")
    #expect(try calibrate("explain", "c.json").output.contains("becomes"))
    #expect(try calibrate("apply", "c.json", "data.npz", "-o", "p.npy").exitCode == 0)
    let written = try Predictions(contentsOf: calibrate.path("p.npy"))
    #expect(written.kind == .probabilities && written.rowCount == 400)
    // Two classes, too, where the binary methods are not one against the rest.
    try Samples.binary(rows: 60).write(to: calibrate.path("binary.npz"))
    let binary = try calibrate("fit", "binary.npz", "--method", method, "-o", "b.json")
    #expect(binary.exitCode == 0, "\(binary.errors)")
    #expect(try calibrate("apply", "b.json", "binary.npz", "-o", "b.npy").exitCode == 0)
  }

  @Test func matricesTakeTheirRegularisationFromTheCommandLine() throws {
    let given = [
      "fit", "data.npz", "--method", "dirichlet", "--regularization", "l2", "--strength", "0.5,2",
    ]
    let fit = try calibrate.run(given + ["-o", "c.json"])
    #expect(fit.exitCode == 0, "\(fit.errors)")
    // All numbers of the matrix and the shifts are more than the two settings.
    #expect(fit.output.contains("lambda = 0.5000, mu = 2.0000, 12 more"), "\(fit.output)")
    #expect(try calibrate("explain", "c.json").output.contains("with lambda = 0.5000, mu = 2, regularization = l2"))
    for strength in ["-1", "1,2,3", "x", "1,"] {
      let bad = try calibrate("fit", "data.npz", "--method", "matrix", "--strength=\(strength)")
      #expect(bad.exitCode == 64, "\(strength)")
    }
    // Few rows for the parameters are told before the search; no progress without a terminal.
    let few = try calibrate("fit", "data.npz", "--rows", "0:50", "--method", "structured-matrix")
    #expect(few.errors.contains("50 rows are few for 12 parameters"))
    #expect(!few.output.contains("few for"))
    #expect(!few.errors.contains("evaluation"))
  }

  @Test func aFitThatIsWorseThanNoneSaysSo() throws {
    // Three rows that are right, and sure of it.
    let rows = ["fit", "data.npz", "--rows", "0:3", "--method"]
    let fit = try calibrate.run(rows + ["venn-abers", "-o", "c.json"])
    #expect(fit.exitCode == 0, "\(fit.errors)")
    #expect(fit.output.contains("warning: on the very data it was fitted to, the map is worse"))
    #expect(try calibrate("explain", "c.json").output.contains("worse by its objective"))
    let temperature = try calibrate.run(rows + ["temperature"])
    #expect(!temperature.output.contains("worse"))
  }

  @Test func weightsCountRows() throws {
    let data = try LabeledPredictions(contentsOf: calibrate.path("data.npz"))
    let weights = (0..<data.rowCount).map { $0 < 200 ? 1.0 : 0 }
    try weights.map { "\($0)\n" }.joined().write(toFile: calibrate.path("w.txt"), atomically: true, encoding: .utf8)
    // Rows of weight 0 are as good as left out.
    let weighted = try calibrate("fit", "data.npz", "--weights", "w.txt", "-o", "w.json")
    #expect(weighted.exitCode == 0, "\(weighted.errors)")
    #expect(weighted.output.contains("rows count by their weights"))
    #expect(try calibrate("fit", "data.npz", "--rows", "0:200", "-o", "r.json").exitCode == 0)
    let maps = try ["w.json", "r.json"].map {
      try #require(Calibrator(contentsOf: calibrate.path($0)).map as? FocalTemperatureMap)
    }
    #expect(abs(maps[0].temperature - maps[1].temperature) < 1e-6)
    #expect(abs(maps[0].gamma - maps[1].gamma) < 1e-6)

    struct Report: Decodable {
      let metrics: [String: Metric]
      struct Metric: Decodable { let value: Double }
    }
    let reports = try [["--weights", "w.txt"], ["--rows", "0:200"]].map {
      try calibrate.run(["evaluate", "data.npz", "--json", "--resamples", "1"] + $0)
        .decoded(as: Report.self)
    }
    for name in ["accuracy", "nll", "ece", "adaptive_ece", "classwise_ece"] {
      let (one, other) = try (
        #require(reports[0].metrics[name]), #require(reports[1].metrics[name])
      )
      #expect(abs(one.value - other.value) < 1e-9, "\(name)")
    }

    let compared = try calibrate(
      "compare",
      "--fit",
      "data.npz",
      "--test",
      "data.npz",
      "--fit-weights",
      "w.txt",
      "--test-weights",
      "w.txt",
      "--methods",
      "temperature",
      "--resamples",
      "10"
    )
    #expect(compared.exitCode == 0, "\(compared.errors)")
    #expect(try calibrate("fit", "data.npz", "--weight-column", "1").exitCode == 65)
  }

  @Test func focalMapNeedsNoLabels() throws {
    let data = try LabeledPredictions(contentsOf: calibrate.path("data.npz"))
    try data.predictions.write(to: calibrate.path("z.npy"))
    let outcome = try calibrate("focal-map", "--gamma", "2", "z.npy", "-o", "p.npy")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let written = try Predictions(contentsOf: calibrate.path("p.npy"))
    let expected = try FocalCalibrationMap(gamma: 2).probabilities(for: data.predictions)
    #expect(written.scores(ofRow: 5) == expected.scores(ofRow: 5))

    // Negative numbers are values, not options.
    let lower = try calibrate("focal-map", "--gamma=-0.5", "z.npy", "-o", "q.npy")
    #expect(lower.exitCode == 0, "\(lower.errors)")
  }

  @Test func focalMapWritesACalibrator() throws {
    let data = try LabeledPredictions(contentsOf: calibrate.path("data.npz"))
    let classes = "\(data.classCount)"
    let outcome = try calibrate("focal-map", "--gamma", "2", "--classes", classes, "-o", "c.json", "--json")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let written = try Calibrator(contentsOf: calibrate.path("c.json"))
    #expect(written.method == "focal-map" && written.classCount == data.classCount)
    #expect(try Data(outcome.output.utf8) == written.json())
    // The classes of a file of scores, and the same probabilities either way.
    #expect(try calibrate("focal-map", "--gamma", "2", "data.npz", "-o", "d.json").exitCode == 0)
    #expect(try Calibrator(contentsOf: calibrate.path("d.json")).json() == written.json())
    #expect(try calibrate("apply", "c.json", "data.npz", "-o", "a.npy").exitCode == 0)
    #expect(try calibrate("focal-map", "--gamma", "2", "data.npz", "-o", "b.npy").exitCode == 0)
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: calibrate.path("a.npy")))
        == Data(contentsOf: URL(fileURLWithPath: calibrate.path("b.npy")))
    )
    #expect(try calibrate("evaluate", "data.npz", "--calibrator", "c.json").exitCode == 0)

    let binary = try calibrate("focal-map", "--gamma", "2", "--alpha", "0.25", "-o", "s.json")
    #expect(binary.exitCode == 0, "\(binary.errors)")
    let map = try Calibrator(contentsOf: calibrate.path("s.json")).map
    let expected = try SigmoidFocalCalibrationMap(gamma: 2, alpha: 0.25)
    #expect(map as? SigmoidFocalCalibrationMap == expected)

    for wrong in [
      ["-o", "c.json"], ["-o", "p.npy"], ["--classes", "1", "-o", "c.json"],
      ["--classes", classes, "data.npz", "-o", "c.json"],
      ["--classes", classes, "-o", "p.npy"], ["data.npz", "--log-probabilities", "-o", "c.json"],
      ["--alpha", "0.25", "--classes", "3", "-o", "c.json"],
    ] {
      #expect(try calibrate.run(["focal-map", "--gamma", "2"] + wrong).exitCode == 64, "\(wrong)")
    }
  }

  @Test func sigmoidOutputsKeepTheirShape() throws {
    try "0.1,0.9,0.5\n0.2,0.3,0.999\n".write(toFile: calibrate.path("s.csv"), atomically: true, encoding: .utf8)
    let outcome = try calibrate(
      "focal-map",
      "--gamma",
      "2",
      "--alpha",
      "0.25",
      "--kind",
      "sigmoid",
      "s.csv",
      "-o",
      "p.csv"
    )
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let lines = try String(contentsOfFile: calibrate.path("p.csv"), encoding: .utf8)
      .split(separator: "\n")
    let row = try #require(lines.last).split(separator: ",").compactMap { Double($0) }
    let map = try SigmoidFocalCalibrationMap(gamma: 2, alpha: 0.25)
    let expected = try [0.2, 0.3, 0.999].map {
      try map.probabilities(forLogits: [log(1 - $0), log($0)])[1]
    }
    #expect(row.count == 3)
    for (got, want) in zip(row, expected) { #expect(abs(got - want) < 1e-6) }
  }

  @Test func explainSaysWhatTheMapDoes() throws {
    let map = try FocalTemperatureMap(temperature: 2, gamma: 0.5)
    let calibrator = try Calibrator(map: map, classCount: 2)
    try AtomicFile.write(Array(calibrator.json()), to: calibrate.path("c.json"))
    let text = try calibrate("explain", "c.json")
    #expect(text.exitCode == 0, "\(text.errors)")
    let nine = try map.probabilities(forLogits: [log(0.1), log(0.9)])[1]
    #expect(text.output.contains("0.9 becomes \(String(format: "%.3f", nine))"))
    let json = try calibrate("explain", "c.json", "--json").json()
    let nearest = try #require(json["nearest_temperature"] as? [String: Double])
    // T / (1 + γ), within |ln(1 + γ)| in log-odds.
    #expect(abs(try #require(nearest["temperature"]) - 2 / 1.5) < 1e-12)
    #expect(abs(try #require(nearest["log_odds_deviation"]) - log(1.5)) < 1e-12)
  }

  @Test func threadsDoNotChangeTheResult() throws {
    let results = try ["1", "3"].map { threads in
      try calibrate("evaluate", "data.npz", "--json", "--resamples", "50", "--threads", threads)
        .output
    }
    #expect(results[0] == results[1])
  }

  @Test func everyCommandHasHelpWithAnExample() throws {
    for command in [
      "fit", "apply", "evaluate", "compare", "report", "focal-map", "explain", "plan", "demo",
    ] {
      let help = try calibrate(command, "--help")
      #expect(help.exitCode == 0)
      #expect(help.output.contains("Example"), "\(command)")
      #expect(help.output.contains("calibrate \(command) "), "\(command)")
    }
    for shell in ["bash", "zsh", "fish"] {
      let script = try calibrate("--generate-completion-script", shell).output
      #expect(script.contains("focal-map") && script.contains("per-label-beta"), "\(shell)")
    }
  }

  @Test func everyOptionHasHelpWithinEightyColumns() throws {
    for command in [
      "fit", "apply", "evaluate", "compare", "report", "focal-map", "explain", "plan", "plot",
      "demo",
    ] {
      let help = try calibrate.run([command, "--help"], environment: ["COLUMNS": "80"]).output
      let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
      for (line, next) in zip(lines, lines.dropFirst() + [""]) {
        // ArgumentParser does not wrap the line of usage.
        #expect(line.count <= 80 || line.hasPrefix("USAGE:"), "\(command): \(line)")
        guard line.hasPrefix("  -") || line.hasPrefix("  <") else { continue }
        // What is said of an option stands beside it, or below where its name is long.
        let isExplained = line.dropFirst(25).contains(/[A-Z]/) || next.hasPrefix("      ")
        #expect(isExplained, "\(command): \(line)")
      }
    }
    let fit = try calibrate("fit", "--help").output
    let words = fit.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("The method to fit, of those above; focal-temperature by default."))
    let plot = try calibrate("plot", "--help").output
    for kind in ["reliability", "confidence", "class-confidence", "focal-map", "simplex"] {
      #expect(plot.contains("\n  \(kind)  "), "\(kind)")
    }
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

  @Test func planSaysHowManyRows() throws {
    // An effect that takes few rows, so that few are simulated.
    let plan = [
      "plan", "--ece-now", "0.2", "--effect", "0.15", "--accuracy", "0.6", "--power", "0.6",
    ]
    let json = try calibrate.run(plan + ["--bins", "2", "--json"]).json()
    #expect((10..<100).contains(json["rows"] as? Int ?? 0))
    #expect(abs((json["simulated_power"] as? Double ?? 0) - 0.6) < 0.1)
    #expect((json["standard_error"] as? Double ?? 0) > 0)
    #expect(try calibrate.run(plan + ["--maps", "9"]).exitCode == 64)
    #expect(try calibrate("plan", "--effect", "0.1", "--ece-now", "0.06").exitCode == 64)
  }

  // MARK: Faults: exit code and one sentence that names the file

  @Test func faultsExitAsSysexitsSays() throws {
    try "0.5,x\n".write(toFile: calibrate.path("bad.csv"), atomically: true, encoding: .utf8)
    try "a\n".write(toFile: calibrate.path("c.json"), atomically: true, encoding: .utf8)
    _ = try calibrate("fit", "data.npz", "-o", "ok.json")
    let cases: [(arguments: [String], code: Int32, words: [String])] = [
      (["fit"], 64, ["input"]),
      (["fit", "data.npz", "--method", "magic"], 64, ["temperature"]),
      (["fit", "data.npz", "--rows", "9:3"], 64, ["rows"]),
      (["focal-map", "--gamma=-3", "data.npz", "-o", "p.npy"], 64, ["gamma", "-1"]),
      (["focal-map", "--gamma", "2", "--alpha", "2", "data.npz", "-o", "p.npy"], 64, ["alpha"]),
      (["evaluate", "data.npz", "--bins", "0"], 64, ["bins"]),
      (["evaluate", "data.npz", "--threads", "0"], 64, ["threads"]),
      (["fit", "missing.npz"], 66, ["missing.npz"]),
      (["fit", "."], 66, ["directory"]),
      (["apply", "missing.json", "data.npz", "-o", "p.npy"], 66, ["missing.json"]),
      (["fit", "data.npz", "--rows", "0:5000"], 65, ["data.npz", "400"]),
      (["fit", "bad.csv", "--columns", "0:2"], 65, ["bad.csv"]),
      (["apply", "c.json", "data.npz", "-o", "p.npy"], 65, ["c.json", "no calibrator"]),
      (["fit", "data.npz", "-o", "none/c.json"], 73, ["none/c.json", "directory"]),
      (["apply", "ok.json", "data.npz", "-o", "p.xyz"], 73, ["p.xyz", ".npy"]),
    ]
    for (arguments, code, words) in cases {
      let outcome = try calibrate.run(arguments)
      #expect(outcome.exitCode == code, "\(arguments): \(outcome.errors)")
      for word in words {
        #expect(outcome.errors.localizedCaseInsensitiveContains(word), "\(arguments): \(outcome.errors)")
      }
      if code != 64 {
        #expect(outcome.errors.split(separator: "\n").count == 1, "\(arguments): \(outcome.errors)")
      }
      #expect(outcome.output.isEmpty, "\(arguments)")
    }
  }

  @Test func evaluatingOnFittedRowsIsSaid() throws {
    _ = try calibrate("fit", "data.npz", "--rows", "0:200", "-o", "c.json")
    for (rows, isSaid) in [("100:300", true), ("200:", false), (":50", true)] {
      let outcome = try calibrate("evaluate", "data.npz", "--calibrator", "c.json", "--rows", rows, "--resamples", "10")
      #expect(outcome.exitCode == 0)
      #expect(outcome.errors.contains("flatter") == isSaid, "\(rows)")
    }
    // The same name with other contents is another file.
    try Samples.labeled(rows: 100).write(to: calibrate.path("data.npz"))
    let other = try calibrate("evaluate", "data.npz", "--calibrator", "c.json", "--resamples", "10")
    #expect(!other.errors.contains("flatter"))
  }

  @Test func probabilitiesReadAsLogitsAreSaid() throws {
    try "label,a,b\n0,0.9,0.1\n1,0.2,0.8\n0,0.6,0.4\n".write(
      toFile: calibrate.path("p.csv"),
      atomically: true,
      encoding: .utf8
    )
    let outcome = try calibrate("evaluate", "p.csv", "--kind", "logits", "--resamples", "10")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("look like probabilities"))
    let right = try calibrate("evaluate", "p.csv", "--resamples", "10")
    #expect(right.errors.isEmpty)
  }

  @Test func aCalibratorForOtherClassesIsRefused() throws {
    let calibrator = try Calibrator(map: try TemperatureMap(temperature: 2), classCount: 10)
    try AtomicFile.write(Array(calibrator.json()), to: calibrate.path("ten.json"))
    for arguments in [
      ["apply", "ten.json", "data.npz", "-o", "p.npy"],
      ["evaluate", "data.npz", "--calibrator", "ten.json"],
    ] {
      let outcome = try calibrate.run(arguments)
      #expect(outcome.exitCode == 65)
      #expect(outcome.errors.contains("10 classes") && outcome.errors.contains("data.npz"))
    }
    #expect(!FileManager.default.fileExists(atPath: calibrate.path("p.npy")))
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"))) func aFullDiskIsSaid()
    throws
  {
    let outcome = try calibrate("fit", "data.npz", "-o", "/dev/full")
    #expect(outcome.exitCode == 74)
    #expect(outcome.errors.contains("full"))
  }

  @Test func demoRunsTheMainJob() throws {
    let outcome = try calibrate("demo")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let map = try Calibrator(contentsOf: calibrate.path("calibrate-demo/calibrator.json")).map
    let focal = try #require(map as? FocalTemperatureMap)
    // Focal training leaves a network with too little confidence: the map raises it.
    #expect((1 + focal.gamma) / focal.temperature > 1)
    let test = try LabeledPredictions(contentsOf: calibrate.path("calibrate-demo/focal-test.npz"))
    let written = try Predictions(contentsOf: calibrate.path("calibrate-demo/probabilities.npy"))
    #expect(written.rowCount == test.rowCount)
    #expect(outcome.output.contains("focal-structured-vector"))
    #expect(outcome.output.hasSuffix("open calibrate-demo/report.html in a browser.\n"))
    let page = try String(contentsOfFile: calibrate.path("calibrate-demo/report.html"), encoding: .utf8)
    // The command that remakes it is the one that was shown, not that of the demo.
    #expect(page.contains("calibrate compare --fit calibrate-demo/focal-validation.npz"))
  }

  @Test func demoWithoutSamplesSaysWhereTheyAreWanted() throws {
    let outcome = try calibrate("demo", "--samples", "nowhere")
    #expect(outcome.exitCode == 66)
    #expect(outcome.errors.contains("nowhere/cifar10-cross-entropy"))
  }
}

/// What `evaluate --json` promises.
private struct EvaluationReport: Decodable {
  struct Estimate: Decodable {
    let value: Double
    let interval: [Double]
  }

  let rows: Int
  let metrics: [String: Estimate]
}
