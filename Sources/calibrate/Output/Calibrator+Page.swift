import Calibration
import CalibrationReport

extension Calibrator {
  /// The page that explains the map.
  func page(_ explanation: Explanation) -> MapPage {
    MapPage(
      title: "The map \(method)",
      map: map,
      // The first names a file.
      sentences: explanation.sentences.prefix(1)
        + explanation.sentences.dropFirst().map(Numbers.typographic),
      facts: facts,
      command: CommandText.current,
      version: softwareVersion
    )
  }

  private var facts: [MapPage.Fact] {
    var facts = [MapPage.Fact("Method", method), MapPage.Fact("Classes", "\(classCount)")]
    if let focal = kind.focalTemperatureMap {
      facts += [
        MapPage.Fact("Temperature T", number(focal.temperature, "temperature")),
        MapPage.Fact("γ", number(focal.gamma, "gamma")),
      ]
    }
    guard let fit else { return facts }
    facts.append(MapPage.Fact("Fitted on", Numbers.counted(fit.rowCount, "row")))
    if let input {
      facts.append(MapPage.Fact("File", "\(input.name), SHA-256 \(input.sha256)"))
    }
    let objective = fit.objective
    facts.append(
      MapPage.Fact(
        "Objective \(objective.name.rawValue)",
        "\(Numbers.fixed(objective.value, 4)), \(Numbers.fixed(objective.uncalibratedValue, 4)) without the map"
      )
    )
    return facts
  }

  private func number(_ value: Double, _ parameter: String) -> String {
    let error = fit?.standardErrors[parameter].map { " ± \(Numbers.short($0))" } ?? ""
    return Numbers.typographic("\(Numbers.fixed(value, 4))\(error)")
  }
}
