import BenchmarkSupport

/// How often something happened in independent trials.
struct Rate {
  let count: Int
  let trials: Int

  init(_ outcomes: [Bool]) {
    count = outcomes.count { $0 }
    trials = outcomes.count
  }

  private var share: Double { Double(count) / Double(trials) }

  /// The rate in percent with its Monte Carlo standard error.
  var text: String {
    let error = (share * (1 - share) / Double(trials)).squareRoot()
    return "\((100 * share).fixed(2)) ± \((100 * error).fixed(2))"
  }
}
