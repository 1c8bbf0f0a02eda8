/// A calibration map with what is known of its making: what a calibrator file holds.
///
/// ```swift
/// let calibrator = try Calibrator(contentsOf: "calibrator.json")      // with CalibrationFiles
/// let probabilities = try calibrator.probabilities(forLogits: [2.1, -0.3, 0.4])
/// ```
public struct Calibrator: Sendable {
  /// The name of the method, as `calibrate fit --method` takes it: the one that the map was fitted by,
  /// such as `focal-temperature` or `bbq`, else the map's own; parts of a composition are joined by `|`.
  public let method: String
  /// The map, as one of those that files can hold.
  public let kind: MapKind
  /// The map.
  public let map: any CalibrationMap
  /// The number of classes of the scores the map was fitted to.
  public let classCount: Int
  /// How the map was fitted; `nil` for a map that theory gave.
  public let fit: FitSummary?
  /// The file that the fitting rows came from; `nil` where it is not known.
  public let input: InputFile?

  /// A file, named so that it can be recognised.
  public struct InputFile: Sendable, Hashable, Codable {
    /// The file's name without its folder.
    public let name: String
    /// The SHA-256 of the file's bytes, in hexadecimal.
    public let sha256: String
    /// The first row used, and the one after the last, where not all were.
    public let rows: [Int]?

    /// Names a file.
    public init(name: String, sha256: String, rows: Range<Int>?) {
      self.name = name
      self.sha256 = sha256
      self.rows = rows.map { [$0.lowerBound, $0.upperBound] }
    }
  }

  /// Keeps a map that theory gave, such as a ``FocalCalibrationMap``.
  ///
  /// - Throws: ``CalibratorError/unknownMap(_:)`` for a type of map that is defined outside this package, and
  ///   ``CalibratorError/classCount(_:)`` when the map is made for another number of classes, or there
  ///   are fewer than two.
  public init(map: any CalibrationMap, classCount: Int) throws(CalibratorError) {
    try self.init(map, classCount: classCount, method: nil, fit: nil, input: nil)
  }

  /// Keeps a fit.
  ///
  /// - Parameters:
  ///   - method: The name of the method; `nil` for that of the map, which does not tell all methods
  ///     apart.
  ///   - settings: The settings that the method was given.
  ///   - input: The file that the rows came from.
  /// - Throws: ``CalibratorError/unknownMap(_:)``.
  public init<Map>(
    _ fit: Fit<Map>,
    method: String? = nil,
    settings: MethodSettings = [:],
    input: InputFile? = nil
  ) throws(CalibratorError) {
    let map = (fit.map as? ComposedMap)?.simplified ?? fit.map
    guard let kind = MapKind(map) else { throw .unknownMap("\(type(of: map))") }
    let method = method ?? kind.title
    try self.init(
      map,
      classCount: fit.classCount,
      method: method,
      fit: fit.summary(method: method, settings: settings),
      input: input
    )
  }

  /// Fits a method and keeps the result.
  ///
  /// ```swift
  /// let calibrator = try Calibrator(fitting: NamedMethod("auto"), to: validation)
  /// ```
  ///
  /// - Parameters:
  ///   - method: The method by its name.
  ///   - data: Outputs and labels that the classifier was not trained on.
  ///   - input: The file that the rows came from.
  ///   - progress: Is called while a long fit runs, from its threads.
  /// - Throws: ``PredictionsError`` when the data cannot be used by the method.
  public init(
    fitting method: NamedMethod,
    to data: LabeledPredictions,
    input: InputFile? = nil,
    progress: FitProgressHandler? = nil
  ) throws {
    let fit = try method.fit(to: data, progress: progress)
    try self.init(fit, method: method.name.resolved(by: fit.selections), settings: method.settings, input: input)
  }

  init(
    _ map: any CalibrationMap,
    classCount: Int,
    method: String?,
    fit: FitSummary?,
    input: InputFile?
  ) throws(CalibratorError) {
    guard let kind = MapKind(map) else { throw .unknownMap("\(type(of: map))") }
    guard classCount >= 2, map.classCount ?? classCount == classCount else {
      throw .classCount(classCount)
    }
    self.kind = kind
    self.map = map
    self.classCount = classCount
    self.method = method ?? kind.title
    self.fit = fit
    self.input = input
  }
}

extension Calibrator {
  /// The calibrated probabilities of all rows, of the same shape as the input.
  ///
  /// - Throws: As ``check(_:)``.
  public func probabilities(for predictions: Predictions) throws(PredictionsError) -> Predictions {
    try check(predictions)
    return try map.probabilities(for: predictions)
  }

  /// The calibrated probabilities of one row of logits (or log-probabilities), in double precision.
  ///
  /// - Throws: ``PredictionsError/classCount(found:expected:)`` when the row has another number of classes
  ///   than those the map was fitted to, and what the map throws of a row.
  public func probabilities(forLogits logits: [Double]) throws(PredictionsError) -> [Double] {
    try check(classCount: logits.count)
    return try map.probabilities(forLogits: logits)
  }

  /// The calibrated probabilities of one row of logits, computed in double precision and rounded once.
  ///
  /// - Throws: As for a row in double precision.
  @_disfavoredOverload  // Literals without a type are a row in double precision.
  public func probabilities(forLogits logits: [Float]) throws(PredictionsError) -> [Float] {
    try probabilities(forLogits: logits.map { Double($0) }).map { Float($0) }
  }

  /// Replaces one row of logits by calibrated log-probabilities, in place; most maps allocate nothing: see
  /// ``CalibrationMap/transform(row:)``.
  ///
  /// - Throws: As for a row in double precision; the row is then unchanged.
  public func transform(row: UnsafeMutableBufferPointer<Double>) throws(PredictionsError) {
    try check(classCount: row.count)
    try map.transform(row: row)
  }

  /// Checks that scores have the classes, or the independent outputs, that the map was fitted to.
  ///
  /// - Throws: ``PredictionsError/classCount(found:expected:)`` or
  ///   ``PredictionsError/outputCount(found:expected:)``.
  public func check(_ predictions: Predictions) throws(PredictionsError) {
    if let labelCount = map.labelCount, labelCount != predictions.labelCount {
      throw .outputCount(found: predictions.labelCount, expected: labelCount)
    }
    try check(classCount: predictions.classCount)
  }

  private func check(classCount found: Int) throws(PredictionsError) {
    guard found == classCount else { throw .classCount(found: found, expected: classCount) }
  }
}
