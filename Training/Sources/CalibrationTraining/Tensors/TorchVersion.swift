import TorchShim

/// The libtorch that this library was built against.
public enum TorchVersion {
  /// Such as `2.1.0`.
  public static var current: String { String(cString: ts_version()) }
}
