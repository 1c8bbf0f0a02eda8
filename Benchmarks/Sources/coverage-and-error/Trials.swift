import Calibration
import Dispatch

/// Independent repetitions of an experiment, on all cores.
enum Trials {
  /// Calls `body` with the number of each trial, and returns the results in order.
  static func map<Result: Sendable>(_ count: Int, _ body: @Sendable (Int) throws -> Result) throws -> [Result] {
    var results = [Swift.Result<Result, any Error>?](repeating: nil, count: count)
    results.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let slots = buffer
      DispatchQueue.concurrentPerform(iterations: count) { trial in
        // The trials fill the cores; nothing within one needs more than its own.
        slots[trial] = Swift.Result { try Workers.$limit.withValue(1) { try body(trial) } }
      }
    }
    return try results.compactMap { try $0?.get() }
  }
}
