import Synchronization
import TestSupport
import Testing

@testable import Calibration

@Suite struct FitProgressTests {
  /// Keeps what it is told.
  private final class Recorder: Sendable {
    private let events = Mutex<[FitProgress]>([])

    var all: [FitProgress] { events.withLock { $0 } }

    func record(_ event: FitProgress) { events.withLock { $0.append(event) } }
  }

  private func events(rows: Int, _ method: any CalibrationMethod) throws -> [FitProgress] {
    let recorder = Recorder()
    let data = try Synthetic.labeled(temperature: 2, rows: rows, classes: 3, seed: 1)
    _ = try ComposedMethod([method]).fit(to: data) { recorder.record($0) }
    return recorder.all
  }

  private static let methods: [any CalibrationMethod] = [
    MatrixScaling(), DirichletCalibration(), StructuredMatrixScaling(),
    FocalStructuredMatrixScaling(),
  ]

  @Test(arguments: methods.indices)
  func warnsBeforeTheSearchAndCountsItsEvaluations(index: Int) throws {
    let events = try events(rows: 100, Self.methods[index])
    #expect(events.first == .warning(.fewRows(rows: 100, parameters: 12)))
    let crossValidating = events.dropFirst().prefix {
      if case .crossValidating = $0 { true } else { false }
    }
    #expect(
      Array(crossValidating)
        == crossValidating.indices.map { .crossValidating(evaluationCount: $0) }
    )
    // Those of the matrix methods without a strength given.
    #expect(crossValidating.isEmpty == (index >= 2))
    let searching = events.dropFirst(1 + crossValidating.count).compactMap {
      event -> (count: Int, objective: Double)? in
      if case .searching(let count, let objective) = event { (count, objective) } else { nil }
    }
    #expect(searching.count == events.count - 1 - crossValidating.count)
    #expect(
      searching.map(\.count)
        == Array((crossValidating.count + 1)...(crossValidating.count + searching.count))
    )
    for (one, next) in zip(searching, searching.dropFirst()) {
      #expect(next.objective <= one.objective)
    }
  }

  /// What is said before the search is what the fit says afterwards, so that it need not be shown twice.
  @Test(arguments: methods.indices)
  func warnsInTheWordsOfTheFit(index: Int) throws {
    let recorder = Recorder()
    let data = try Synthetic.labeled(temperature: 2, rows: 100, classes: 3, seed: 1)
    let weighted = try LabeledPredictions(
      data.predictions,
      labels: data.labels,
      weights: (0..<100).map { Double($0 % 2) }
    )
    let fit = try Self.methods[index].composedFit(to: weighted) { recorder.record($0) }
    #expect(recorder.all.first == .warning(.fewRows(rows: 50, parameters: 12)))
    #expect(fit.warnings.contains(.fewRows(rows: 50, parameters: 12)))
  }

  @Test(arguments: methods.indices)
  func saysNothingOfRowsWhereThereAreEnough(index: Int) throws {
    let events = try events(rows: 120, Self.methods[index])
    #expect(!events.contains { if case .warning = $0 { true } else { false } })
  }
}
