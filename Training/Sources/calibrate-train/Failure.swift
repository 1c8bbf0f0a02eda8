import ArgumentParser
import CalibrationFiles
import Foundation

/// Runs a command; an error of a file becomes one sentence on standard error and its exit code.
func reportingFailures(_ body: () throws -> Void) throws {
  do {
    try body()
  } catch let error as FileError {
    FileHandle.standardError.write(Data("calibrate train: \(error)\n".utf8))
    throw error.exitCode
  }
}

extension FileError {
  /// Of sysexits.h.
  fileprivate var exitCode: ExitCode {
    switch kind {
    case .badData: ExitCode(65)
    case .noInput: ExitCode(66)
    case .cannotCreate: ExitCode(73)
    case .inputOutput: ExitCode(74)
    }
  }
}
