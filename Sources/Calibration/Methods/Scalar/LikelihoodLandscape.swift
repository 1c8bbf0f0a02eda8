import CMath

/// The negative log-likelihood of focal temperature scaling over a grid of T and γ, with the places where
/// the fits end.
///
/// On large data the heights are those of evenly spaced rows, ``sampleCount`` of them, plus a linear
/// function of (ln T, γ) that makes height and slope at the optimum those of all rows: the lowest place of
/// the landscape is where the optimum is, and the shape around it has the noise of the sample.
///
/// Source: Komisarenko and Kull, "Improving Calibration by Relating Focal Loss, Temperature Scaling,
/// and Properness" (ECAI 2024).
package struct LikelihoodLandscape: Sendable, Hashable, Encodable {
  /// A place in the landscape.
  package struct Place: Sendable, Hashable, Encodable {
    /// The temperature T.
    package let temperature: Double
    /// γ.
    package let gamma: Double

    init(temperature: Double, gamma: Double) {
      self.temperature = temperature
      self.gamma = gamma
    }

    init(_ point: SIMD2<Double>) {
      self.init(temperature: exp(point.x), gamma: point.y)
    }

    /// (ln T, γ).
    var point: SIMD2<Double> { SIMD2(log(temperature), gamma) }
  }

  /// The temperatures of the grid, rising by equal ratios.
  package let temperatures: [Double]
  /// The γ of the grid, rising from −1, near which they lie closer together as the landscape changes fast there.
  package let gammas: [Double]
  /// The heights in nats: first those of all temperatures at the lowest γ.
  package let heights: [Double]
  /// The height at the optimum, on all rows.
  package let least: Double
  /// Where focal temperature scaling ends.
  package let optimum: Place
  /// Where temperature scaling ends, with γ = 0.
  package let temperatureScaling: Place
  /// What a search of the published grid chooses (``ParameterSearch/publishedGrid``) on the rows of the
  /// landscape.
  package let publishedGrid: Place
  /// The 95 % confidence ellipse around the optimum, as a closed line: where twice the rise of the total
  /// likelihood is the 95 % quantile of χ² with two degrees of freedom, if the landscape is the paraboloid of its
  /// curvature at the optimum. Empty where the data do not determine the optimum.
  package let ellipse: [Place]
  /// The number of rows that the maps are fitted to.
  package let rowCount: Int
  /// The number of rows that the heights are measured on.
  package let sampleCount: Int

  /// Measures the landscape.
  ///
  /// - Parameters:
  ///   - data: Rows to fit on.
  ///   - optimum: The map that ``FocalTemperatureScaling`` fits to them by likelihood; fitted here if `nil`.
  ///   - temperatureScaling: The map that ``TemperatureScaling`` fits to them by likelihood; fitted here if
  ///     `nil`.
  /// - Throws: ``PredictionsError`` as the fits do.
  package init(
    of data: LabeledPredictions,
    optimum: FocalTemperatureMap? = nil,
    temperatureScaling: TemperatureMap? = nil
  ) throws(PredictionsError) {
    try self.init(
      of: data,
      optimum: optimum,
      temperatureScaling: temperatureScaling,
      sampleSize: Self.sampleSize(classCount: data.classCount)
    )
  }

  /// - Parameter sampleSize: The most rows that the heights are measured on.
  init(
    of data: LabeledPredictions,
    optimum: FocalTemperatureMap? = nil,
    temperatureScaling: TemperatureMap? = nil,
    sampleSize: Int
  ) throws(PredictionsError) {
    let map = if let optimum { optimum } else { try FocalTemperatureScaling().fit(to: data).map }
    let temperature =
      if let temperatureScaling { temperatureScaling } else {
        try TemperatureScaling().fit(to: data).map
      }
    let best = Place(temperature: map.temperature, gamma: map.gamma)
    let surface = FocalTemperatureSurface(data)
    let model = surface.model(at: best.point)
    let sample = Sample(of: data, count: sampleSize, model, at: best.point)
    let coarse = Sample(of: data, count: max(sampleSize / 8, 1), model, at: best.point)
    let grid = Self.publishedGrid(sample, coarse: coarse)
    let corners = [best.temperature, grid.temperature, temperature.temperature, 1]
    let low = log((corners.min() ?? 1) / 1.6)
    let high = log((corners.max() ?? 1) * 1.6)
    let logTemperatures = Self.steps(low, high, count: 41)
    let height = max(best.gamma, grid.gamma, 0) + 2
    let gammas = Self.steps(0, 1, count: 33).map { -1 + height * pow($0, 1.5) }
    temperatures = logTemperatures.map { exp($0) }
    self.gammas = gammas
    heights = sample.heights(at: gammas.flatMap { gamma in logTemperatures.map { SIMD2($0, gamma) } })
    least = model.value
    self.optimum = best
    self.temperatureScaling = Place(temperature: temperature.temperature, gamma: 0)
    publishedGrid = grid
    ellipse = Self.ellipse(surface.covariance(model), around: best)
    rowCount = data.rowCount
    sampleCount = sample.rowCount
  }

  /// The number of rows that show the landscape.
  private static func sampleSize(classCount: Int) -> Int {
    min(max((1 << 20) / classCount, 64), 2_000)
  }

  private static func steps(_ low: Double, _ high: Double, count: Int) -> [Double] {
    (0..<count).map { low + (high - low) * Double($0) / Double(count - 1) }
  }

  // MARK: Heights

  /// Some of the rows, with what is added to their likelihood.
  private struct Sample: Sendable {
    let rowCount: Int
    private let surface: FocalTemperatureSurface
    private let anchor: SIMD2<Double>
    private let offset: Double
    private let slope: SIMD2<Double>

    /// At most `count` rows.
    ///
    /// - Parameters:
    ///   - model: The surface of all rows at the anchor.
    ///   - anchor: Where height and slope become those of all rows.
    init(of data: LabeledPredictions, count: Int, _ model: QuadraticModel, at anchor: SIMD2<Double>) {
      let rows = data.sample(count)
      rowCount = rows.rowCount
      surface = FocalTemperatureSurface(rows)
      self.anchor = anchor
      let own = rows.rowCount < data.rowCount ? surface.model(at: anchor) : model
      offset = model.value - own.value
      slope = model.gradient - own.gradient
    }

    func height(at point: SIMD2<Double>) -> Double {
      surface.value(at: point) + offset + (slope * (point - anchor)).sum()
    }

    func heights(at points: [SIMD2<Double>]) -> [Double] {
      Workers.map(blocks: points.count) { index in
        // Points, not the few rows, are shared out among the threads.
        Workers.$limit.withValue(1) { height(at: points[index]) }
      }
    }
  }

  /// The best point of the published grid on the sample, among the hundred best of its 1100 on few rows.
  private static func publishedGrid(_ sample: Sample, coarse: Sample) -> Place {
    let points = ParameterSearch.publishedTemperatures.flatMap { temperature in
      ParameterSearch.publishedGammas.map { SIMD2(log(temperature), $0) }
    }
    let ranks = coarse.heights(at: points)
    let candidates = points.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }.prefix(100)
      .map { points[$0] }
    let heights = sample.heights(at: candidates)
    let best = heights.indices.min { heights[$0] < heights[$1] } ?? 0
    return Place(candidates[best])
  }

  // MARK: The ellipse

  private static func ellipse(
    _ covariance: (logTemperature: Double, gamma: Double, both: Double)?,
    around center: Place
  ) -> [Place] {
    guard let covariance else { return [] }
    let radius = (-2 * log(0.05)).squareRoot()
    // Cholesky's factor of the covariance.
    let first = covariance.logTemperature.squareRoot()
    let below = covariance.both / first
    let second = max(covariance.gamma - below * below, 0).squareRoot()
    let places = (0...72).map { step in
      let angle = Double(step) / 36 * .pi
      let (u, v) = (radius * cos(angle), radius * sin(angle))
      return Place(center.point + SIMD2(first * u, below * u + second * v))
    }
    // Of separable data the curvature is all but flat.
    return places.allSatisfy { $0.temperature.isFinite && $0.gamma.isFinite } ? places : []
  }
}
