import Calibration
import Foundation

/// A calibration map with what is known of its making: what a calibrator file holds.
///
/// ```swift
/// let calibrator = try Calibrator(contentsOf: "calibrator.json")
/// let probabilities = try calibrator.probabilities(for: predictions)
/// ```
public struct Calibrator: Sendable {
  /// The name of the method, as `calibrate fit --method` takes it: the one that the map was fitted by,
  /// such as `focal-temperature` or `bbq`, else the map's own; parts of a composition are joined by `|`.
  public let method: String
  /// The map.
  public let map: any CalibrationMap
  /// The number of classes of the scores the map was fitted to.
  public let classCount: Int
  /// How the map was fitted; `nil` for a map that theory gave.
  public let fitting: Fitting?

  /// How a map was fitted.
  public struct Fitting: Sendable, Hashable, Codable {
    /// What was minimised.
    public let objective: Objective
    /// The number of rows fitted to.
    public let rows: Int
    /// Standard errors of parameters, by name, where the data determine them.
    public let standardErrors: [String: Double]
    /// Settings that shaped the fit, such as strengths of regularisation that cross-validation chose,
    /// by name; `nil` where there are none.
    public let settings: [String: Double]?
    /// What the user should know, in words.
    public let warnings: [String]
    /// The file that the rows came from.
    public let input: Input?
    /// What was chosen by cross-validation, in the order of the parts; empty where nothing was.
    public let selections: [MethodSelection.Choice]

    /// An objective before and after.
    public struct Objective: Sendable, Hashable, Codable {
      /// The name, as `calibrate fit --objective` takes it.
      public let name: String
      /// The value of the fitted map on the fitting data.
      public let value: Double
      /// The value of the scores as they came, on the same data.
      public let uncalibratedValue: Double

      enum CodingKeys: String, CodingKey {
        case name, value
        case uncalibratedValue = "uncalibrated_value"
      }
    }

    /// A file, named so that it can be recognised.
    public struct Input: Sendable, Hashable, Codable {
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
  }

  /// Joins a map with what is known of it.
  ///
  /// - Parameter method: The name of the method that gave the map; `nil` for the map's own.
  public init(
    map: any CalibrationMap,
    classCount: Int,
    fitting: Fitting?,
    method: String? = nil
  ) {
    self.method = method ?? MapCoding.title(of: map)
    self.map = map
    self.classCount = classCount
    self.fitting = fitting
  }

  /// Keeps a fit.
  ///
  /// - Parameters:
  ///   - method: The name of the method; `nil` for that of the map, which does not tell all methods
  ///     apart.
  ///   - input: The file that the rows came from.
  public init<Map>(_ fit: Fit<Map>, method: String? = nil, input: Fitting.Input? = nil) {
    var errors: [String: Double] = [:]
    var settings: [String: Double] = [:]
    for parameter in fit.parameters {
      errors[parameter.name] = parameter.standardError
      if parameter.isSetting { settings[parameter.name] = parameter.value }
    }
    let parts = (fit.map as? ComposedMap)?.maps ?? []
    self.init(
      map: parts.count == 1 ? parts[0] : fit.map,
      classCount: fit.classCount,
      fitting: Fitting(
        objective: Fitting.Objective(
          name: fit.objective.rawValue,
          value: fit.value,
          uncalibratedValue: fit.uncalibratedValue
        ),
        rows: fit.rowCount,
        standardErrors: errors,
        settings: settings.isEmpty ? nil : settings,
        warnings: fit.warnings.map(\.description),
        input: input,
        selections: fit.selections
      ),
      method: method
    )
  }

  /// The calibrated probabilities of all rows, of the same shape as the input.
  ///
  /// - Throws: As ``check(_:)``.
  public func probabilities(for predictions: Predictions) throws(PredictionsError) -> Predictions {
    try check(predictions)
    return try map.probabilities(for: predictions)
  }

  /// Whether some of the rows of a file are rows that the map was fitted to, as far as the file's name
  /// and contents tell.
  ///
  /// - Parameter rows: The rows in question; `nil` for all.
  /// - Throws: ``FileError`` when the file cannot be read.
  public func wasFitted(onFileAt path: String, rows: Range<Int>?) throws(FileError) -> Bool {
    guard let input = fitting?.input, path.split(separator: "/").last.map(String.init) == input.name
    else { return false }
    if let rows, let fitted = input.rows, fitted.count == 2 {
      guard rows.lowerBound < fitted[1], fitted[0] < rows.upperBound else { return false }
    }
    return try ContentHash.sha256(ofFileAt: path) == input.sha256
  }

  /// - Throws: ``PredictionsError/classCount(found:expected:)`` or
  ///   ``PredictionsError/outputCount(found:expected:)`` when the scores have another number of classes
  ///   or independent outputs than those the map was fitted to.
  public func check(_ predictions: Predictions) throws(PredictionsError) {
    if let labelCount = map.labelCount, labelCount != predictions.labelCount {
      throw .outputCount(found: predictions.labelCount, expected: labelCount)
    }
    guard predictions.classCount == classCount else {
      throw .classCount(found: predictions.classCount, expected: classCount)
    }
  }
}
