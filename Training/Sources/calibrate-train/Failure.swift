import ArgumentParser
import CalibrationFiles
import CalibrationTraining

/// Exit codes of sysexits.h, and of the shell for a program that a signal ended.
enum FailureCode {
  static let usage = ExitCode(64)
  static let badData = ExitCode(65)
  static let noInput = ExitCode(66)
  static let unavailable = ExitCode(69)
  static let software = ExitCode(70)
  static let cannotCreate = ExitCode(73)
  static let inputOutput = ExitCode(74)

  static func signal(_ number: Int32) -> ExitCode { ExitCode(128 + number) }
}

/// Runs a command; an error becomes one sentence on standard error and its exit code.
func reportingFailures(_ body: () throws -> Void) throws {
  do {
    try body()
  } catch let error as FileError {
    throw failure(error, error.exitCode)
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

extension FileError {
  fileprivate var exitCode: ExitCode {
    switch kind {
    case .badData: FailureCode.badData
    case .noInput: FailureCode.noInput
    case .cannotCreate: FailureCode.cannotCreate
    case .inputOutput: FailureCode.inputOutput
    }
  }
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
