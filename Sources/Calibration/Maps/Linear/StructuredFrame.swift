/// What stands around the linear part of a structured map: temperature and smoothing before it, and the focal
/// calibration map after it.
struct StructuredFrame: Hashable, Sendable {
  let features: TemperedFeatures
  let gamma: Double
  let scale: Double?

  init(temperature: Double, smoothing: Double, gamma: Double, scale: Double?) throws(MapError) {
    try MapError.check(temperature: temperature)
    try MapError.check(smoothing: smoothing)
    try MapError.check(gamma: gamma)
    if let scale { try MapError.check(finite: scale, "the scale") }
    self.init(unchecked: TemperedFeatures(temperature: temperature, smoothing: smoothing), gamma: gamma, scale: scale)
  }

  init(unchecked features: TemperedFeatures, gamma: Double, scale: Double?) {
    self.features = features
    self.gamma = gamma
    self.scale = scale
  }

  /// The numbers that a fit finds besides the linear part: T, and γ where there is one.
  var parameterCount: Int { gamma == 0 ? 1 : 2 }

  func transform(_ block: LogitBlock, linearPart: (LogitBlock) -> Void) {
    features.transform(block)
    linearPart(block)
    FocalCalibrationMap(unchecked: gamma).transform(block)
  }
}

extension StructuredFrame: Codable {
  private enum CodingKeys: String, CodingKey {
    case temperature, smoothing, gamma, scale
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      temperature: values(.temperature),
      smoothing: values(.smoothing),
      gamma: values(.gamma),
      scale: values.decodeIfPresent(Double.self, forKey: .scale)
    )
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(features.temperature, forKey: .temperature)
    try container.encode(features.smoothing, forKey: .smoothing)
    try container.encode(gamma, forKey: .gamma)
    try container.encodeIfPresent(scale, forKey: .scale)
  }
}
