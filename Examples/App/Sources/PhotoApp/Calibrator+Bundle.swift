import Calibration
import Foundation

extension Calibrator {
  /// The calibrator that the app ships.
  ///
  /// It was fitted on the outputs of the very model that the app ships: when the model changes, fit it
  /// again.
  public static func bundled() throws -> Calibrator {
    guard let url = Bundle.module.url(forResource: "calibrator", withExtension: "json") else {
      throw CocoaError(.fileReadNoSuchFile)
    }
    return try Calibrator(json: Data(contentsOf: url))
  }
}
