import ArgumentParser
import CalibrationFiles
import CalibrationTraining

/// Exit codes of sysexits.h, besides those of `FileError`, and of the shell for a program that a signal ended.
enum FailureCode {
  static let usage = ExitCode(64)
  static let badData = ExitCode(FileError.Kind.badData.rawValue)
  static let unavailable = ExitCode(69)
  static let software = ExitCode(70)
  static let cannotCreate = ExitCode(FileError.Kind.cannotCreate.rawValue)

  static func signal(_ number: Int32) -> ExitCode { ExitCode(128 + number) }
}

/// Runs a command; an error becomes one sentence on standard error and its exit code.
func reportingFailures(_ body: () throws -> Void) throws {
  do {
    try body()
  } catch let error as FileError {
    throw failure(error, ExitCode(error.kind.rawValue))
  } catch let error as RunError {
    throw failure(error, error.exitCode)
  } catch let error as TrainingLossError {
    throw failure(error, FailureCode.usage)
  } catch let error as DataSplitError {
    throw failure(error, FailureCode.usage)
  } catch let error as TorchError {
    throw failure(error, FailureCode.software)
  }
}

private func failure(_ error: any Error, _ code: ExitCode) -> ExitCode {
  StandardError.write("calibrate train: \(error)\n")
  return code
}

extension RunError {
  fileprivate var exitCode: ExitCode {
    switch self {
    case .option, .otherConfiguration: FailureCode.usage
    case .nonFiniteLoss: FailureCode.badData
    case .folderInUse: FailureCode.cannotCreate
    case .noDevice: FailureCode.unavailable
    }
  }
}
