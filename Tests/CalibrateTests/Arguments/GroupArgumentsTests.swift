import TestSupport
import Testing

@Suite final class GroupArgumentsTests: CommandLineTests {
  @Test func groupsAreReadFromAColumnAFileOrAnArray() throws {
    let data = try Samples.labeled(rows: 400)
    let names = (0..<400).map { $0 % 8 == 0 ? "night" : "day" }
    var lines = ["a,b,c,label,time"]
    for row in 0..<400 {
      let scores = data.predictions.scores(ofRow: row).map { "\($0)" }
      lines.append((scores + ["\(data.labels[row])", names[row]]).joined(separator: ","))
    }
    func write(_ text: [String], _ name: String) throws {
      try calibrate.folder.file(name, text.joined(separator: "\n"))
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
    try calibrate.folder.file("two.txt", "a\nb\n")
    try calibrate.folder.file("bare.csv", "0.5,0.5,1\n0.2,0.8,0\n")
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
}
