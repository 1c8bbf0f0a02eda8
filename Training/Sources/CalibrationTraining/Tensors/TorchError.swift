import TorchShim

/// What libtorch refused to do: a shape that does not fit, no memory left, no such device.
public struct TorchError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The first line of libtorch's message.
  public let message: String

  public var description: String { "libtorch: \(message)" }

  init(_ error: ts_error) {
    message = withUnsafeBytes(of: error.message) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}

/// Runs a function of the shim that returns NULL after writing an error.
func torchHandle(_ make: (UnsafeMutablePointer<ts_error>) -> OpaquePointer?) throws(TorchError) -> OpaquePointer {
  var error = ts_error()
  guard let handle = make(&error) else { throw TorchError(error) }
  return handle
}

/// Runs a function of the shim that returns false after writing an error.
func orTorchError(_ act: (UnsafeMutablePointer<ts_error>) -> Bool) throws(TorchError) {
  var error = ts_error()
  guard act(&error) else { throw TorchError(error) }
}
