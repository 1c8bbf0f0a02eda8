import CalibrationFiles

/// The error that a body throws, or `nil`.
func failure(of body: () throws(FileError) -> Void) -> FileError? {
  do throws(FileError) {
    try body()
    return nil
  } catch {
    return error
  }
}
