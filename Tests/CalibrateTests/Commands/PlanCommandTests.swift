import Testing

@Suite final class PlanCommandTests: CommandLineTests {
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
    #expect(try calibrate("plan --effect 0.1 --ece-now 0.06").exitCode == 64)
  }
}
