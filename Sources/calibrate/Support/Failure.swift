import ArgumentParser
import Calibration
import CalibrationFiles

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Exit codes of sysexits.h, besides those of ``FileError``.
enum FailureCode {
  static let usage = ExitCode(64)
  static let badData = ExitCode(FileError.Kind.badData.rawValue)
  static let unavailable = ExitCode(69)
}

/// Runs a command; an error becomes one sentence on standard error and its exit code.
func reportingFailures(_ body: () throws -> Void) throws {
  do {
    try body()
    // Output waits in a buffer, so a full disk may show only here.
    guard fflush(nil) == 0 else {
      throw FileError(
        .inputOutput,
        path: "standard output",
        reason: "writing failed: \(String(cString: strerror(errno))); results may be missing"
      )
    }
  } catch let error as FileError {
    throw failure("\(error)", ExitCode(error.kind.rawValue))
  } catch let error as UsageError {
    throw failure(error.sentence, FailureCode.usage)
  } catch let error as PredictionsError {
    throw failure("\(error)", FailureCode.badData)
  } catch let error as PNGConverter.Unavailable {
    throw failure(error.sentence, FailureCode.unavailable)
  }
}

private func failure(_ sentence: String, _ code: ExitCode) -> ExitCode {
  Progress().clear()
  StandardError.write("calibrate: \(sentence)\n")
  return code
}

/// Options that do not make sense, in a sentence.
struct UsageError: Error {
  let sentence: String

  init(_ sentence: String) {
    self.sentence = sentence
  }
}

/// Runs a part of a command whose errors are the user's options: what the library says of an argument
/// becomes a ``UsageError``.
func checkingOptions<Result>(_ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch let error where error.isOfArguments {
    throw UsageError("\(error)")
  }
}

extension Error {
  /// Whether the library refuses an argument, rather than data.
  fileprivate var isOfArguments: Bool {
    self is MapError || self is MetricError || self is EvaluationError || self is PlanError
      || self is MethodError || self is CatalogError
  }
}

/// Runs a part of a command whose errors are about a file's contents, and names the file.
func naming<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch let error as PredictionsError {
    throw FileError(.badData, path: path, reason: "\(error)")
  } catch let error where error is MetricError || error is EvaluationError {
    throw FileError(.badData, path: path, reason: "\(error)")
  }
}
