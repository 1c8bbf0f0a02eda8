/// The search for the least value of a smooth objective over T, γ or both.
///
/// Newton's method finds the bottom of a basin; which basin is decided first, on few rows that
/// represent all, along the whole valley of the best T for each γ. Basins that these rows cannot rank are
/// all followed to their bottom on all rows.
struct FocalTemperatureOptimum: Sendable {
  private typealias Coordinates = FocalTemperatureCoordinates

  /// The lowest point found, as (ln T, γ).
  struct Result: Sendable {
    var point: SIMD2<Double>
    var model: QuadraticModel
    var converged: Bool

    /// - Parameter result: A search in ``FocalTemperatureCoordinates``.
    fileprivate init(_ result: BoxNewton.Result) {
      point = Coordinates.parameters(at: result.point)
      model = Coordinates.parameterModel(result.model, atGamma: point.y)
      converged = result.converged
    }
  }

  private let freedom: ScalarParameters
  private let loss: FittingObjective
  /// The objective on all rows.
  private let rows: Objectives
  /// The objective on few of them.
  private let sample: Objectives
  /// Whether the sample knows the difference of two optima as all rows do.
  private let sampleIsFaithful: Bool
  /// By how much the sample may err on it.
  private var sampleError: Margin { sampleIsFaithful ? .narrow : .wide }

  /// A distance from a value: a share of it and more.
  private struct Margin {
    let relative: Double
    let absolute: Double

    /// Where basins are compared that may turn out deeper than they look.
    static let wide = Margin(relative: 0.02, absolute: 1e-3)
    static let narrow = Margin(relative: 1e-6, absolute: 1e-9)

    func above(_ value: Double) -> Double { value + relative * abs(value) + absolute }
  }

  /// The objective of temperature scaling alone, and with derivatives in what may vary.
  private struct Objectives {
    let plain: FocalTemperatureObjective
    let full: FocalTemperatureObjective

    init(_ data: LabeledPredictions, _ loss: FittingObjective, varyingGamma: Bool) {
      plain = FocalTemperatureObjective(data, loss: loss, varyingGamma: false)
      full =
        varyingGamma
        ? FocalTemperatureObjective(data, loss: loss, varyingGamma: true) : plain
    }
  }

  init(_ data: LabeledPredictions, loss: FittingObjective, freedom: ScalarParameters) {
    self.freedom = freedom
    self.loss = loss
    rows = Objectives(data, loss, varyingGamma: freedom.varyingGamma)
    let sample =
      freedom == .both ? RepresentativeSample(of: data) : RepresentativeSample(evenlyFrom: data)
    self.sample = Objectives(sample.rows, loss, varyingGamma: freedom.varyingGamma)
    sampleIsFaithful = sample.isFaithful
  }

  /// The value at a point (ln T, γ) with γ = 0.
  func temperatureValue(at point: SIMD2<Double>) -> Double {
    rows.plain.evaluate(at: point, .double).value
  }

  /// The least value found, or `nil` where nothing changes the objective.
  func find() -> Result? {
    guard freedom == .both else {
      return lowest(rows.full, freedom, from: coarseOptima(sample.full, freedom)).map(Result.init)
    }
    let temperatures = coarseOptima(sample.plain, .temperature)
    guard let temperature = lowest(rows.plain, .temperature, from: temperatures) else {
      return nil
    }
    // With two classes the profile is flatter, so that the best T must be known better for its slope.
    let tolerance = rows.plain.data.classCount == 2 ? 1e-5 : 1e-4
    let newton = newton(.temperature, tolerance: tolerance)
    let starts = temperatures.flatMap { start in
      FocalTemperatureProfile(from: start.x, newton) {
        evaluate(sample.full, at: $0, Self.precision(sample.full))
      }.optima
    }
    var candidates = optima(sample.full, .both, from: starts, within: sampleError)
    // A sample may have no optimum where all rows have a shallow one, most often near this point.
    if !sampleIsFaithful { candidates.append(temperature.point) }
    if let best = lowest(rows.full, .both, from: candidates),
      best.model.value < temperature.model.value
    {
      return Result(best)
    }
    // Never worse than temperature scaling, which is where this starts.
    return Result(refine(rows.full, .both, from: temperature.point))
  }

  /// An objective as a function of ``FocalTemperatureCoordinates``.
  private func evaluate(
    _ objective: FocalTemperatureObjective,
    at position: SIMD2<Double>,
    _ precision: FocalTemperatureObjective.Precision
  ) -> QuadraticModel {
    let point = Coordinates.parameters(at: position)
    return Coordinates.positionModel(objective.evaluate(at: point, precision), atGamma: point.y)
  }

  // MARK: All rows

  /// Up to this number of scores, double precision is affordable at every step.
  private static let smallScoreCount = 1 << 18

  /// The lowest bottom of the basins that the starts lie in.
  ///
  /// On all rows the starts are near their bottoms. Newton's promise tells how far below a start its
  /// bottom lies; a basin that four times as much could not make the lowest is not followed, nor is one whose next step leads to the lowest.
  private func lowest(
    _ objective: FocalTemperatureObjective,
    _ freedom: ScalarParameters,
    from starts: [SIMD2<Double>]
  ) -> BoxNewton.Result? {
    guard starts.count > 1 else { return starts.first.map { refine(objective, freedom, from: $0) } }
    let newton = newton(freedom, tolerance: 0)
    let basins = starts.map { start in
      let model = evaluate(objective, at: start, Self.firstPrecision(objective))
      let hope = model.value - 4 * newton.promise(at: start, model) - 1e-6
      let target = newton.target(from: start, model)
      return (start: start, model: model, hope: hope, target: target)
    }.sorted { $0.hope < $1.hope }
    var best: BoxNewton.Result?
    for basin in basins {
      if let best {
        guard basin.hope < best.model.value else { break }
        if Self.areClose(basin.target, best.point) { continue }
      }
      let result = refine(objective, freedom, from: basin.start, known: basin.model)
      if result.model.value < best?.model.value ?? .infinity { best = result }
    }
    return best
  }

  /// Newton's method from a point: with the classes in single precision while steps are long, and
  /// in double precision to the end.
  ///
  /// - Parameter known: The objective at the start, in ``firstPrecision(_:)``.
  private func refine(
    _ objective: FocalTemperatureObjective,
    _ freedom: ScalarParameters,
    from start: SIMD2<Double>,
    known: QuadraticModel? = nil
  ) -> BoxNewton.Result {
    let isSmall = Self.firstPrecision(objective) == .double
    var point = start
    if !isSmall {
      // A step that promises a relative decrease of 1e-7 leaves about its square behind, so the
      // double-precision stage has nothing to do but to confirm.
      point =
        newton(freedom, tolerance: 1e-7).minimise(from: point, known: known) {
          evaluate(objective, at: $0, .single)
        }.last
    }
    return newton(freedom, tolerance: 1e-12).minimise(from: point, known: isSmall ? known : nil) {
      evaluate(objective, at: $0, .double)
    }
  }

  /// The precision of the first steps on all rows.
  private static func firstPrecision(_ objective: FocalTemperatureObjective) -> FocalTemperatureObjective.Precision {
    objective.scoreCount > smallScoreCount ? .single : .double
  }

  private func newton(_ freedom: ScalarParameters, tolerance: Double) -> BoxNewton {
    var newton = BoxNewton(low: Coordinates.low, high: Coordinates.high, tolerance: tolerance)
    newton.frozen[0] = !freedom.varyingTemperature
    newton.frozen[1] = !freedom.varyingGamma
    return newton
  }

  // MARK: The sample

  /// The optima over T or γ alone; none where nothing changes the objective.
  private func coarseOptima(_ objective: FocalTemperatureObjective, _ freedom: ScalarParameters) -> [SIMD2<Double>] {
    let points = Self.line(freedom, loss)
    let values = values(objective, at: points, oneValley: freedom == .temperature && loss != .brier)
    guard !Self.areEqual(values) else { return [] }
    let valleys = points.indices.filter { index in
      values[index] < .infinity
        && (index == 0 || values[index] <= values[index - 1])
        && (index == points.count - 1 || values[index] <= values[index + 1])
    }
    return optima(objective, freedom, from: valleys.map { points[$0] }, within: .wide)
  }

  /// The values at points on a line. Where there is one valley, only the points that lead downhill from
  /// the middle are looked at, and one beyond; the others' values are infinite.
  private func values(_ objective: FocalTemperatureObjective, at points: [SIMD2<Double>], oneValley: Bool) -> [Double] {
    func value(_ index: Int) -> Double {
      evaluate(objective, at: points[index], Self.precision(objective)).value
    }
    guard oneValley else { return points.indices.map(value) }
    let middle = points.count / 2
    var values = [Double](repeating: .infinity, count: points.count)
    values[middle] = value(middle)
    for way in [-1, 1] {
      var index = middle
      repeat {
        index += way
        values[index] = value(index)
      } while values[index] <= values[index - way] && points.indices.contains(index + way)
    }
    // A valley that is flat in the middle may have been left by rounding errors.
    let isFlat = Self.areEqual(values.filter { $0 < .infinity }, within: 1e-6)
    return isFlat ? points.indices.map(value) : values
  }

  private static func areEqual(_ values: [Double], within error: Double = 1e-14) -> Bool {
    let least = values.min() ?? 0
    return !values.contains { abs($0 - least) > error * abs(least) }
  }

  /// Points that span the box in one variable, since scores may be of any size. The likelihood has
  /// one valley in T, as it is convex in 1 / T; the Brier score may have several.
  private static func line(_ freedom: ScalarParameters, _ loss: FittingObjective) -> [SIMD2<Double>] {
    freedom == .gamma
      ? [-1, -0.95, -0.8, -0.5, 0, 1, 3, 10, 30, 100].map {
        Coordinates.position(of: SIMD2(0, $0))
      }
      : stride(from: -8, through: 8, by: loss == .brier ? 0.5 : 2).map { SIMD2($0, 0) }
  }

  /// The optima that come close to the best of them, each once, the best first.
  private func optima(
    _ objective: FocalTemperatureObjective,
    _ freedom: ScalarParameters,
    from starts: [SIMD2<Double>],
    within margin: Margin
  ) -> [SIMD2<Double>] {
    let precision = Self.precision(objective)
    let newton = newton(freedom, tolerance: 1e-8)
    let results = starts.map { start in
      newton.minimise(from: start) { evaluate(objective, at: $0, precision) }
    }.sorted { $0.model.value < $1.model.value }
    guard let least = results.first?.model.value else { return [] }
    var optima: [SIMD2<Double>] = []
    for result in results where result.model.value <= margin.above(least) {
      if !optima.contains(where: { Self.areClose($0, result.last) }) { optima.append(result.last) }
    }
    return optima
  }

  /// Whether two searches have ended at one optimum, or one is about to.
  private static func areClose(_ point: SIMD2<Double>, _ other: SIMD2<Double>) -> Bool {
    let distance = point - other
    return max(abs(distance.x), abs(distance.y)) <= 0.05
  }

  private static func precision(_ objective: FocalTemperatureObjective) -> FocalTemperatureObjective.Precision {
    objective.scoreCount > 1 << 14 ? .single : .double
  }
}
