#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The three standard streams.
enum StandardStreams {
  /// Opens those that are closed, so that no file the program opens takes their number: what it prints would
  /// be written into that file.
  ///
  /// They are opened for reading only: writing to them fails as it would to a closed stream.
  static func fillGaps() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
      // The lowest free number is taken, which is this one: those below it are open.
      _ = open("/dev/null", O_RDONLY)
    }
  }
}
