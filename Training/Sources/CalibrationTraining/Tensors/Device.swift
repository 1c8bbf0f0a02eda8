import TorchShim

/// Where a network is trained.
public enum Device: String, Sendable, Hashable, Codable, CaseIterable {
  case cpu
  case cuda

  /// The CUDA device if libtorch can use one, else the processor.
  package static var best: Device { ts_cuda_is_available() ? .cuda : .cpu }

  /// Whether libtorch can use it.
  package var isAvailable: Bool { self == .cpu || ts_cuda_is_available() }

  var handle: ts_device { self == .cuda ? ts_device_cuda : ts_device_cpu }
}
