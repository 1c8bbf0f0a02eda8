import CMath

/// What a calibrator does, in numbers and sentences.
///
/// ```swift
/// print(Explanation(of: calibrator).sentences.joined(separator: "\n"))
/// ```
public struct Explanation: Sendable, Hashable, Codable {
  /// A confidence before and after, the other classes sharing the rest evenly.
  public struct Change: Sendable, Hashable, Codable {
    /// The confidence before.
    public let before: Double
    /// The confidence after: the mean over classes, or over several independent outputs; with two classes
    /// that of class 1.
    public let after: Double
    /// The smallest and the largest over them; `nil` where all are mapped alike.
    public var range: [Double]? = nil
  }

  /// The temperature scaling that the map resembles.
  public struct Nearest: Sendable, Hashable, Codable {
    /// Its temperature.
    public let temperature: Double
    /// The largest distance in log-odds with two classes; `nil` with more, where the odds among the
    /// unlikely classes can be any distance away.
    public let logOddsDeviation: Double?
  }

  /// The name of the method.
  public let method: String
  /// The number of classes.
  public let classes: Int
  /// The number of independent outputs with maps of their own; `nil` where there is one map.
  public let labels: Int?
  /// What becomes of some confidences.
  public let changes: [Change]
  /// The temperature scaling that the map resembles; `nil` for maps of other families.
  public let nearestTemperature: Nearest?
  /// The explanation, sentence by sentence: the first names the method and its data.
  public let sentences: [String]

  /// Explains a calibrator.
  public init(of calibrator: Calibrator) {
    method = calibrator.method
    classes = calibrator.classCount
    labels = calibrator.map.labelCount
    changes = [0.5, 0.9, 0.99].map { Self.change(of: $0, under: calibrator) }
    nearestTemperature = Self.nearest(to: calibrator.kind, classCount: calibrator.classCount)
    sentences = Self.sentences(calibrator, changes, nearestTemperature)
  }

  /// All sentences, one a line.
  public var text: String { sentences.joined(separator: "\n") }

  /// Where classes are mapped alike, results differ by rounding.
  private static let rounding = 1e-9

  /// The map's probability for a class of probability `before`, the others sharing the rest.
  private static func change(of before: Double, under calibrator: Calibrator) -> Change {
    let classCount = calibrator.classCount
    let row = { (leading: Int) in
      var row = [Double](repeating: log((1 - before) / Double(classCount - 1)), count: classCount)
      row[leading] = log(before)
      return row
    }
    let leading = leadingClasses(calibrator)
    var rows = leading.flatMap(row)
    rows.withUnsafeMutableBufferPointer {
      calibrator.map.transform(LogitBlock($0, classCount: classCount))
    }
    let results = leading.enumerated().map { exp(rows[$0.offset * classCount + $0.element]) }
    let (least, most) = (results.min() ?? before, results.max() ?? before)
    let isAlike = calibrator.map.labelCount == nil && most - least < rounding
    return Change(
      before: before,
      after: results.reduce(0, +) / Double(results.count),
      range: isAlike ? nil : [least, most]
    )
  }

  /// The classes to try, one for each row: of two classes class 1, which a binary score is the score of;
  /// of more any one where all are mapped alike, else all of them, or some at equal distances where all
  /// would be too many.
  private static func leadingClasses(_ calibrator: Calibrator) -> [Int] {
    let classCount = calibrator.classCount
    if classCount == 2 { return [Int](repeating: 1, count: calibrator.map.labelCount ?? 1) }
    if calibrator.map.keepsOrder { return [classCount - 1] }
    let step = 1 + (classCount * classCount - 1) / mostScores
    return Array(stride(from: 0, to: classCount, by: step))
  }

  private static let mostScores = 10_000_000

  private static func nearest(to kind: MapKind, classCount: Int) -> Nearest? {
    guard let map = kind.focalTemperatureMap else { return nil }
    if case .temperature = kind {
      return Nearest(temperature: map.temperature, logOddsDeviation: 0)
    }
    let nearest = map.focalMap.nearestTemperature
    return Nearest(
      temperature: map.temperature * nearest.map.temperature,
      logOddsDeviation: classCount == 2 ? nearest.deviation : nil
    )
  }

  // MARK: Sentences

  private static func sentences(_ calibrator: Calibrator, _ changes: [Change], _ nearest: Nearest?) -> [String] {
    var sentences = [opening(calibrator)]
    sentences += (calibrator.fit?.selections ?? []).map(\.sentence)
    sentences += calibrator.kind.parts.flatMap(meaning)
    sentences.append(effect(changes, calibrator))
    if let nearest, nearest.logOddsDeviation != 0 {
      sentences.append(comparison(nearest, changes, classCount: calibrator.classCount))
    }
    if calibrator.map.keepsOrder {
      sentences.append("The order of the classes, and with it the accuracy, never changes.")
    } else if !calibrator.kind.saysWhatBecomesOfOrder {
      sentences.append("The order of the classes, and with it the accuracy, may change.")
    }
    if let settings = calibrator.fit?.allSettings, !settings.isEmpty {
      let list = settings.values.sorted { $0.key < $1.key }.map { "\($0.key) = \(text($0.value))" }
      sentences.append("It was fitted with \(list.joined(separator: ", ")).")
    }
    sentences += (calibrator.fit?.warnings ?? []).map { "Warning of the fit: \($0)." }
    return sentences
  }

  private static func opening(_ calibrator: Calibrator) -> String {
    let outputs = calibrator.map.labelCount.map {
      $0 == 1 ? "1 independent output" : "\($0) independent outputs"
    }
    var text = "\(calibrator.method) for \(outputs ?? "\(calibrator.classCount) classes")"
    if let fit = calibrator.fit {
      text += ", fitted on \(Numbers.counted(fit.rowCount, "row"))"
      if let input = calibrator.input { text += " of \(input.name)" }
      text +=
        " (\(fit.objective.name.rawValue) \(Numbers.short(fit.objective.uncalibratedValue)) → \(Numbers.short(fit.objective.value)))"
    }
    return text + "."
  }

  /// How the map relates to temperature scaling.
  private static func comparison(_ nearest: Nearest, _ changes: [Change], classCount: Int) -> String {
    let limit = Numbers.fixed(nearest.temperature, 3)
    if let deviation = nearest.logOddsDeviation {
      return
        "The nearest temperature scaling has T = \(limit): the map stays within \(Numbers.short(deviation)) of it in log-odds, whatever the score."
    }
    let list = changes.map { change in
      // The log-odds of the leading class against each of the others.
      let scores = [change.before, change.after].map {
        log($0 / (1 - $0)) + log(Double(classCount - 1))
      }
      return "T = \(Numbers.fixed(scores[0] / scores[1], 3)) at \(Numbers.plain(change.before))"
    }
    return
      "Temperature scaling would do the same with \(joined(list)); ever closer to \(limit) as confidence grows."
  }

  private static func joined(_ list: [String]) -> String {
    list.dropLast().joined(separator: ", ") + " and " + (list.last ?? "")
  }

  private static func text(_ value: SettingValue) -> String {
    switch value {
    case .text(let text): text
    case .number(let number): Int(exactly: number).map { String($0) } ?? Numbers.short(number)
    case .numbers(let numbers): numbers.map { Numbers.short($0) }.joined(separator: ", ")
    }
  }

  /// What a map does.
  private static func meaning(_ kind: MapKind) -> [String] {
    switch kind {
    case .identity: ["It changes nothing."]
    case .temperature(let map): [temperatureMeaning(map.temperature)]
    case .focal(let map): [focalMeaning(map.gamma)]
    case .inverseFocal(let map):
      [
        "It undoes the focal calibration map with γ = \(Numbers.short(map.gamma)): calibrated probabilities become those that minimise focal loss."
      ]
    case .focalTemperature(let map):
      ["\(temperatureMeaning(map.temperature)) \(focalMeaning(map.gamma))"]
    case .sigmoidFocal(let map):
      [
        "\(focalMeaning(map.gamma)) Log-odds then move by \(Numbers.short(log((1 - map.alpha) / map.alpha))), which undoes the weight α = \(Numbers.short(map.alpha)) of the training loss."
      ]
    case .inverseSigmoidFocal(let map):
      [
        "It undoes the map of α-balanced focal loss with γ = \(Numbers.short(map.gamma)) and α = \(Numbers.short(map.alpha)): calibrated probabilities become those that minimise the loss."
      ]
    case .ensembleTemperature(let map): [ensembleMeaning(map)]
    case .priorMixture(let map):
      [
        "Every probability is mixed with the frequency of its class, from \(range(map.prior)), at the weight \(Numbers.short(map.weight))."
      ]
    case .labelSmoothing(let map):
      [
        "Every probability is mixed with the uniform distribution at the weight \(Numbers.short(map.smoothing)), so that none is 0."
      ]
    case .labelSmoothingCalibration(let map):
      [
        "It undoes label smoothing with ε = \(Numbers.short(map.smoothing)): the share of the uniform distribution is taken off every probability."
      ]
    case .vector(let map):
      [
        "Every logit is multiplied by a factor of its class, from \(range(map.diagonal)), and shifted, by \(range(map.intercept))."
      ]
    case .matrix(let map):
      [
        "Every \(map.inputs == .logProbabilities ? "log-probability" : "centred logit") becomes a sum of all of them, weighted by a matrix, and is shifted, by \(range(map.intercept))."
      ]
    case .structuredVector(let map):
      [
        "\(temperatureMeaning(map.temperature)) Every log-probability is then multiplied by a factor of its class, from \(range(map.diagonal)), and shifted, by \(range(map.intercept)).\(focalSuffix(map.gamma))"
      ]
    case .structuredMatrix(let map):
      [
        "\(temperatureMeaning(map.temperature)) Every log-probability then takes a share of all others by a matrix, and is shifted, by \(range(map.intercept)).\(focalSuffix(map.gamma))"
      ]
    case .orderPreservingIsotonic(let map): [curveMeaning(map)]
    case .binary(let kind):
      [
        "It maps the probability of class 1; class 0 gets the rest.", kind.meaning,
        "Its numbers: \(kind.numbers).", kind.order.sentence,
      ]
    case .oneVersusRest(let kinds):
      [
        "Each of the \(kinds.count) classes has a map of its own, for its probability against all others; the results are divided by their sum."
      ] + kinds.prefix(1).map(\.meaning) + NumberedLines.text(kinds.map(\.numbers), of: "class")
    case .topLabel(let kind):
      [
        "It maps the confidence, the probability of the leading class; the others share the rest in proportion to what they had.",
        kind.meaning, "Its numbers: \(kind.numbers).",
      ]
    case .composition(let parts): parts.flatMap(meaning)
    case .perLabel(let parts): meaning(ofLabels: parts)
    }
  }

  /// What the maps of independent outputs have in common, and the numbers of each.
  private static func meaning(ofLabels kinds: [MapKind]) -> [String] {
    let opening = "Each output has a map of its own, which does not depend on the others."
    let binary = kinds.compactMap { kind -> BinaryMapKind? in
      switch kind {
      case .binary(let kind), .topLabel(let kind): kind
      case .oneVersusRest(let kinds): kinds.first
      default: nil
      }
    }
    guard binary.count == kinds.count, let first = binary.first else {
      return [opening]
        + NumberedLines.text(kinds.map { meaning($0).joined(separator: " ") }, of: "output")
    }
    return [opening, first.meaning] + NumberedLines.text(binary.map(\.numbers), of: "output")
  }

  private static func ensembleMeaning(_ map: EnsembleTemperatureMap) -> String {
    let weights = [map.temperedWeight, map.originalWeight, map.uniformWeight]
      .map { Numbers.short($0) }
    return
      "It mixes softmax(z / T) with T = \(Numbers.short(map.temperature)), softmax(z) and the uniform distribution with the weights \(weights[0]), \(weights[1]) and \(weights[2])."
  }

  private static func curveMeaning(_ map: OrderPreservingIsotonicMap) -> String {
    let (from, to) = (map.curve.arguments.first ?? 0, map.curve.arguments.last ?? 1)
    return
      "One curve that never falls, of \(Numbers.counted(map.curve.values.count, "point")) from \(Numbers.short(from)) to \(Numbers.short(to)), is applied to the probabilities of all classes, which are then divided by their sum."
  }

  private static func focalSuffix(_ gamma: Double) -> String {
    gamma == 0 ? "" : " \(focalMeaning(gamma))"
  }

  private static func range(_ values: [Double]) -> String {
    "\(Numbers.short(values.min() ?? 0)) to \(Numbers.short(values.max() ?? 0))"
  }

  private static func temperatureMeaning(_ temperature: Double) -> String {
    let effect =
      temperature > 1
      ? "lowers confidence" : temperature < 1 ? "raises confidence" : "changes nothing"
    return "T = \(Numbers.short(temperature)) divides all logits and \(effect)."
  }

  private static func focalMeaning(_ gamma: Double) -> String {
    let effect =
      switch gamma {
      case 0: "changes nothing"
      case 0...:
        "raises confidence where one class stands out, as a model trained with focal loss of that γ needs"
      case -1: "raises the odds of likely classes, by a factor of at most 2"
      // Here the two-class map is steeper than 1 at even odds and flatter far from them.
      case ..<(2 - 2 / log(2)): "raises middling confidences and lowers the highest"
      default: "lowers confidence where it is high"
      }
    return "The focal calibration map with γ = \(Numbers.short(gamma)) \(effect)."
  }

  private static func effect(_ changes: [Change], _ calibrator: Calibrator) -> String {
    let list = changes.map { change in
      let after = (change.range ?? [change.after]).map(Numbers.probability)
      let ends = Set(after).count == 1 ? Array(after.prefix(1)) : after
      return "\(Numbers.plain(change.before)) becomes \(ends.joined(separator: " to "))"
    }
    let classCount = calibrator.classCount
    let rest =
      classCount == 2 ? "" : ", the other \(classCount - 1) classes sharing the rest evenly"
    let isRange = changes.contains { $0.range != nil }
    let dependence =
      isRange ? ", depending on the \(calibrator.map.labelCount == nil ? "class" : "output")" : ""
    // A map that keeps the order of two classes treats them alike.
    let isOfClass1 =
      classCount == 2 && calibrator.map.labelCount == nil && !calibrator.map.keepsOrder
    return
      "A prediction of \(joined(list))\(rest)\(dependence)\(isOfClass1 ? ", as probabilities of class 1" : "")."
  }
}

extension MapKind {
  /// Whether its meaning has a sentence on the order of rows.
  fileprivate var saysWhatBecomesOfOrder: Bool {
    if case .binary = self { true } else { false }
  }
}
