import TorchShim

/// The libtorch that this library was built against.
package enum TorchVersion {
  /// Such as `2.1.0`.
  package static var current: String { String(cString: ts_version()) }
}
