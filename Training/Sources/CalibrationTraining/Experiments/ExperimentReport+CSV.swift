extension ExperimentReport {
  /// A row for each run and epoch, for plots. Shares are in [0, 1], gaps are signed.
  package var csv: String {
    let runColumns = ["regime", "network", "loss", "seed", "epoch"]
    let header = runColumns + Self.gapColumns.map(\.name)
    let rows = results.flatMap { result in
      result.epochs.map { epoch in
        [
          result.regime, result.network, Self.quoted(result.loss), "\(result.seed)",
          "\(epoch.epoch)",
        ] + Self.gapColumns.map { "\($0.value(epoch.gap))" }
      }
    }
    return ([header] + rows).map { $0.joined(separator: ",") + "\n" }.joined()
  }

  private static let gapColumns: [(name: String, value: @Sendable (GeneralizationGap) -> Double)] =
    [
      ("train_accuracy", { $0.train.accuracy }),
      ("train_confidence", { $0.train.meanConfidence }),
      ("train_confidence_gap", { $0.trainConfidenceGap }),
      ("train_nll", { $0.train.nll }),
      ("train_ece", { $0.train.ece }),
      ("test_accuracy", { $0.test.accuracy }),
      ("test_confidence", { $0.test.meanConfidence }),
      ("test_confidence_gap", { $0.testConfidenceGap }),
      ("test_nll", { $0.test.nll }),
      ("test_ece", { $0.test.ece }),
      ("generalization_gap", { $0.accuracyGap }),
      ("nll_gap", { $0.nllGap }),
    ]

  /// A schedule of γ has commas.
  private static func quoted(_ field: String) -> String {
    field.contains(",") ? "\"\(field)\"" : field
  }
}
