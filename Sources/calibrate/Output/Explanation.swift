import Calibration
import CalibrationFiles
import CalibrationReport
import Foundation

/// What a calibrator does, in numbers and sentences.
struct Explanation: Encodable {
  /// A confidence before and after, the other classes sharing the rest evenly.
  struct Change: Encodable {
    let before: Double
    /// The mean over classes, or over several independent outputs; with two classes that of class 1.
    let after: Double
    /// The smallest and the largest over them; `nil` where all are mapped alike.
    var range: [Double]? = nil
  }

  /// The temperature scaling that the map resembles.
  struct Nearest: Encodable {
    let temperature: Double
    /// The largest distance in log-odds with two classes; `nil` with more, where the odds among the
    /// unlikely classes can be any distance away.
    let logOddsDeviation: Double?
  }

  let method: String
  let classes: Int
  /// The number of independent outputs with maps of their own.
  let labels: Int?
  let changes: [Change]
  let nearestTemperature: Nearest?
  let sentences: [String]

  init(of calibrator: Calibrator) {
    method = calibrator.method
    classes = calibrator.classCount
    labels = calibrator.map.labelCount
    changes = [0.5, 0.9, 0.99].map { Self.change(of: $0, under: calibrator) }
    nearestTemperature = Self.nearest(to: calibrator.map, classCount: calibrator.classCount)
    sentences = Self.sentences(calibrator, changes, nearestTemperature)
  }

  var text: String { sentences.joined(separator: "\n") }

  /// Where classes are mapped alike, results differ by rounding.
  private static let rounding = 1e-9

  /// The map's probability for a class of probability `before`, the others sharing the rest.
  private static func change(of before: Double, under calibrator: Calibrator) -> Change {
    let classCount = calibrator.classCount
    let row = { (leading: Int) in
      var row = [Double](
        repeating: log((1 - before) / Double(classCount - 1)),
        count: classCount
      )
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

  private static func nearest(to map: any CalibrationMap, classCount: Int) -> Nearest? {
    switch map {
    case let map as FocalCalibrationMap:
      let nearest = map.nearestTemperature
      return Nearest(
        temperature: nearest.map.temperature,
        logOddsDeviation: classCount == 2 ? nearest.deviation : nil
      )
    case let map as FocalTemperatureMap:
      guard let focal = try? FocalCalibrationMap(gamma: map.gamma) else { return nil }
      let nearest = focal.nearestTemperature
      return Nearest(
        temperature: map.temperature * nearest.map.temperature,
        logOddsDeviation: classCount == 2 ? nearest.deviation : nil
      )
    case let map as TemperatureMap:
      return Nearest(temperature: map.temperature, logOddsDeviation: 0)
    default:
      return nil
    }
  }

  // MARK: Sentences

  private static func sentences(
    _ calibrator: Calibrator,
    _ changes: [Change],
    _ nearest: Nearest?
  ) -> [String] {
    var sentences = [opening(calibrator)]
    sentences += (calibrator.fitting?.selections ?? []).map(\.sentence)
    sentences += parts(of: calibrator.map).flatMap(meaning)
    sentences.append(effect(changes, calibrator))
    if let nearest, !(calibrator.map is TemperatureMap) {
      sentences.append(comparison(nearest, changes, classCount: calibrator.classCount))
    }
    if calibrator.map.keepsOrder {
      sentences.append("The order of the classes, and with it the accuracy, never changes.")
    } else if (calibrator.map as? any BinaryMapUse)?.purpose != .event {
      sentences.append("The order of the classes, and with it the accuracy, may change.")
    }
    if let settings = calibrator.fitting?.settings, !settings.isEmpty {
      let list = settings.sorted { $0.key < $1.key }.map {
        "\($0.key) = \(Numbers.short($0.value))"
      }
      sentences.append("It was fitted with \(list.joined(separator: ", ")).")
    }
    sentences += (calibrator.fitting?.warnings ?? []).map { "Warning of the fit: \($0)." }
    return sentences
  }

  private static func opening(_ calibrator: Calibrator) -> String {
    let outputs = calibrator.map.labelCount.map {
      $0 == 1 ? "1 independent output" : "\($0) independent outputs"
    }
    var text = "\(calibrator.method) for \(outputs ?? "\(calibrator.classCount) classes")"
    if let fitting = calibrator.fitting {
      text += ", fitted on \(Numbers.counted(fitting.rows, "row"))"
      if let input = fitting.input { text += " of \(input.name)" }
      text +=
        " (\(fitting.objective.name) \(Numbers.short(fitting.objective.uncalibratedValue)) → \(Numbers.short(fitting.objective.value)))"
    }
    return text + "."
  }

  /// How the map relates to temperature scaling.
  private static func comparison(
    _ nearest: Nearest,
    _ changes: [Change],
    classCount: Int
  ) -> String {
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

  private static func parts(of map: any CalibrationMap) -> [any CalibrationMap] {
    (map as? ComposedMap)?.maps ?? [map]
  }

  private static func meaning(_ map: any CalibrationMap) -> [String] {
    switch map {
    case let map as any BinaryMapUse: map.sentences
    case let map as PerLabelMap: meaning(ofLabels: map.maps)
    default: [sentence(map)]
    }
  }

  /// What the maps of independent outputs have in common, and the numbers of each.
  private static func meaning(ofLabels maps: [any CalibrationMap]) -> [String] {
    let opening = "Each output has a map of its own, which knows nothing of the others."
    let binary = maps.compactMap { ($0 as? any BinaryMapUse)?.binaryMaps.first }
    guard binary.count == maps.count, let first = binary.first else {
      return [opening]
        + NumberedLines.text(maps.map { meaning($0).joined(separator: " ") }, of: "output")
    }
    return [opening, first.kindOfMap] + NumberedLines.text(binary.map(\.numbers), of: "output")
  }

  private static func sentence(_ map: any CalibrationMap) -> String {
    switch map {
    case let map as TemperatureMap:
      return temperatureMeaning(map.temperature)
    case let map as FocalCalibrationMap:
      return focalMeaning(map.gamma)
    case let map as FocalTemperatureMap:
      return "\(temperatureMeaning(map.temperature)) \(focalMeaning(map.gamma))"
    case let map as SigmoidFocalCalibrationMap:
      return
        "\(focalMeaning(map.gamma)) Log-odds then move by \(Numbers.short(log((1 - map.alpha) / map.alpha))), which undoes the weight α = \(Numbers.short(map.alpha)) of the training loss."
    case let map as EnsembleTemperatureMap:
      let weights = [map.temperedWeight, map.originalWeight, map.uniformWeight]
        .map { Numbers.short($0) }
      return
        "It mixes softmax(z / T) with T = \(Numbers.short(map.temperature)), softmax(z) and the uniform distribution with the weights \(weights[0]), \(weights[1]) and \(weights[2])."
    case let map as VectorMap:
      return
        "Every logit is multiplied by a factor of its class, from \(range(map.diagonal)), and shifted, by \(range(map.intercept))."
    case let map as MatrixMap:
      let inputs = map.inputs == .logProbabilities ? "log-probability" : "centred logit"
      return
        "Every \(inputs) becomes a sum of all of them, weighted by a matrix, and is shifted, by \(range(map.intercept))."
    case let map as StructuredVectorMap:
      let focal = map.gamma == 0 ? "" : " \(focalMeaning(map.gamma))"
      return
        "\(temperatureMeaning(map.temperature)) Every log-probability is then multiplied by a factor of its class, from \(range(map.diagonal)), and shifted, by \(range(map.intercept)).\(focal)"
    case let map as StructuredMatrixMap:
      let focal = map.gamma == 0 ? "" : " \(focalMeaning(map.gamma))"
      return
        "\(temperatureMeaning(map.temperature)) Every log-probability then takes a share of all others by a matrix, and is shifted, by \(range(map.intercept)).\(focal)"
    case let map as OrderPreservingIsotonicMap:
      let (from, to) = (map.curve.arguments.first ?? 0, map.curve.arguments.last ?? 1)
      return
        "One curve that never falls, of \(Numbers.counted(map.curve.values.count, "point")) from \(Numbers.short(from)) to \(Numbers.short(to)), is applied to the probabilities of all classes, which are then divided by their sum."
    case let map as PriorMixtureMap:
      return
        "Every probability is mixed with the frequency of its class, from \(range(map.prior)), at the weight \(Numbers.short(map.weight))."
    case let map as LabelSmoothingMap:
      return
        "Every probability is mixed with the uniform distribution at the weight \(Numbers.short(map.smoothing)), so that none is 0."
    default:
      return "It applies the map `\(Calibrator(map: map, classCount: 2, fitting: nil).method)`."
    }
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
      let after = (change.range ?? [change.after]).map { Numbers.fixed($0, 3) }
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
