extension ExperimentReport {
  /// The tables, for people.
  package var markdown: String {
    var lines = ["# \(name)", ""]
    if !description.isEmpty { lines += [description + ".", ""] }
    lines += originLines + unfinishedLines
    if !results.isEmpty {
      lines += [
        "", "## Calibration on the test part", "",
        """
        Maps are fitted to the validation part, by NLL or by equal-mass ECE. Mean ± standard deviation \
        over seeds where there are several; **bold** is the best of a trained network. Brier is summed \
        over classes, calibration errors have 15 bins.
        """,
      ]
      for group in groups { lines += calibrationLines(group) }
      lines += [
        "", "## Training and test confidence", "",
        """
        The generalisation gap is training accuracy less test accuracy; the NLL gap is test NLL less \
        training NLL. Confidence − accuracy in points: above 0 over-confident, below 0 \
        under-confident. Φ_γ reads the outputs as the focal loss of training means them; it is \
        defined where γ is the same for all images. Training images are a sample, without \
        augmentation.
        """,
      ]
      for group in groups { lines += endLines(group) }
      lines += [
        "", "## Epoch by epoch", "",
        """
        Without calibration, after each epoch: generalisation gap: confidence − accuracy on the test \
        part / ECE on the test part, all in percent.
        """,
      ]
      for group in groups { lines += epochLines(group) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The trained networks of each regime and architecture.
  var groups: [[TrainedNetwork]] {
    var groups: [[TrainedNetwork]] = []
    for network in networks {
      if let last = groups.last?.first, last.regime == network.regime,
        last.network == network.network
      {
        groups[groups.count - 1].append(network)
      } else {
        groups.append([network])
      }
    }
    return groups
  }

  private var originLines: [String] {
    guard let data = origins.first?.data else { return [] }
    var sizes: [String] = []
    var machines: [String] = []
    for (result, origin) in zip(results, origins) {
      let size = "\(origin.data.trainingCount) training images in \(result.regime)"
      if !sizes.contains(size) { sizes.append(size) }
      let machine =
        "libtorch \(origin.torchVersion) on \(origin.device.rawValue) with \(origin.threads) threads"
      if !machines.contains(machine) { machines.append(machine) }
    }
    return [
      "\(data.name): \(data.classNames.count) classes; \(sizes.joined(separator: ", ")); "
        + "\(data.validationCount) validation and \(data.testCount) test images. Trained by "
        + "\(machines.joined(separator: " and "))."
    ]
  }

  private var unfinishedLines: [String] {
    guard !unfinished.isEmpty else { return [] }
    let count = results.count + unfinished.count
    return ["", "\(results.count) of \(count) runs are finished. Not in the report:", ""]
      + unfinished.map { "- \($0.name)\($0.isBegun ? " (begun)" : "")" }
  }

  private func heading(_ group: [TrainedNetwork]) -> [String] {
    ["", "### \(group[0].network), \(group[0].regime)", ""]
  }
}

// MARK: Calibration

extension ExperimentReport {
  private func calibrationLines(_ group: [TrainedNetwork]) -> [String] {
    heading(group)
      + ReportText.table(
        ["loss", "calibration"] + ReportColumn.allCases.map(\.heading),
        leftColumns: 2,
        rows: group.flatMap(calibrationRows)
      )
  }

  private func calibrationRows(_ network: TrainedNetwork) -> [[String]] {
    let columns = ReportColumn.allCases.map { calibrationCells(network, $0) }
    return ReportedCalibration.allCases.enumerated().map { row, calibration in
      [row == 0 ? network.loss : "", calibration.title] + columns.map { $0[row] }
    }
  }

  /// A cell for each calibration, the best ones in bold unless all are equal as printed.
  private func calibrationCells(_ network: TrainedNetwork, _ column: ReportColumn) -> [String] {
    let summaries = ReportedCalibration.allCases.map { network.summary($0, column.value) }
    let means = summaries.map { $0.map { column.text($0.mean) } }
    let best = summaries.compactMap { $0?.mean }.min().map(column.text)
    let marksBest = column.isMetric && Set(means).count > 1
    return zip(summaries, means).map { summary, mean in
      guard let summary else { return "" }
      let text = ReportText.summary(summary, column.text)
      return marksBest && mean == best ? "**\(text)**" : text
    }
  }
}

// MARK: Gaps

extension ExperimentReport {
  private func endLines(_ group: [TrainedNetwork]) -> [String] {
    let header = [
      "loss", "training accuracy %", "test accuracy %", "generalisation gap", "NLL gap",
      "training: conf. − acc.", "test: conf. − acc.", "test ECE %", "under Φ_γ, training",
      "under Φ_γ, test", "under Φ_γ, test ECE %",
    ]
    let rows = group.map { network -> [String] in
      func percent(_ value: (GeneralizationGap) -> Double) -> String {
        ReportText.summary(network.summary { value($0.end) }, ReportText.percent)
      }
      func underMap(_ value: (GeneralizationGap) -> Double, isSigned: Bool = true) -> String {
        let values = network.runs.compactMap { $0.focalMap.map { value($0.gap) } }
        return values.isEmpty ? "" : text(MeanAndDeviation(values), isSigned: isSigned)
      }
      func signed(_ value: (GeneralizationGap) -> Double) -> String {
        text(network.summary { value($0.end) }, isSigned: true)
      }
      return [
        network.loss, percent(\.train.accuracy), percent(\.test.accuracy), signed(\.accuracyGap),
        ReportText.summary(network.summary(\.end.nllGap)) { ReportText.fixed($0, 4) },
        signed(\.trainConfidenceGap), signed(\.testConfidenceGap), percent(\.test.ece),
        underMap(\.trainConfidenceGap), underMap(\.testConfidenceGap),
        underMap(\.test.ece, isSigned: false),
      ]
    }
    return heading(group) + ReportText.table(header, leftColumns: 1, rows: rows)
      + [""] + group.compactMap(explanation)
  }

  private func text(_ summary: MeanAndDeviation, isSigned: Bool) -> String {
    let mean =
      isSigned ? ReportText.signedPercent(summary.mean) : ReportText.percent(summary.mean)
    return mean + (summary.deviation.map { " ± \(ReportText.percent($0))" } ?? "")
  }

  /// What Φ_γ shows about a network trained with focal loss, in words; `nil` for other losses.
  private func explanation(_ network: TrainedNetwork) -> String? {
    let maps = network.runs.compactMap(\.focalMap)
    guard let gamma = maps.first?.gamma, gamma > 0 else { return nil }
    func words(_ gaps: [Double]) -> String {
      let gap = MeanAndDeviation(gaps).mean
      let size = ReportText.percent(abs(gap))
      if size == ReportText.percent(0) { return "is equal to accuracy" }
      return "is \(size) points \(gap < 0 ? "below" : "above") accuracy"
    }
    let ends = network.runs.map(\.end)
    return """
      - \(network.loss): confidence on training images \(words(ends.map(\.trainConfidenceGap))) as it \
      is, and under Φ_γ \(words(maps.map(\.gap.trainConfidenceGap))); on test images it \
      \(words(ends.map(\.testConfidenceGap))), and under Φ_γ \
      \(words(maps.map(\.gap.testConfidenceGap))).
      """
  }

  private func epochLines(_ group: [TrainedNetwork]) -> [String] {
    let curves = group.map { network in
      Dictionary(uniqueKeysWithValues: network.curve.map { ($0.epoch, $0) })
    }
    let rows = Set(curves.flatMap(\.keys)).sorted().map { epoch in
      ["\(epoch)"]
        + curves.map { curve in
          guard let point = curve[epoch] else { return "" }
          return "\(ReportText.signedPercent(point.accuracyGap)): "
            + "\(ReportText.signedPercent(point.confidenceGap)) / \(ReportText.percent(point.ece))"
        }
    }
    let sentences = crossings.filter {
      $0.regime == group[0].regime && $0.network == group[0].network
    }.map { "- \($0.sentence)" }
    let drawings = ["confidence", "ece"].map {
      "![\($0) against the generalisation gap](\(Self.figureFileName(of: group, $0)))"
    }
    return heading(group) + drawings + [""]
      + ReportText.table(["epoch"] + group.map(\.loss), leftColumns: 0, rows: rows)
      + (sentences.isEmpty ? [] : [""] + sentences)
  }
}
