import CalibrationKernels
import Foundation
struct CalibrationErrorSearch { init(_ d: LabeledPredictions, loss: FittingObjective) {} ; func value(at: SIMD2<Double>) -> Double {0}
 func minimum(_ f: ScalarFit.Freedom) -> ScalarFit.Result { fatalError() } }
