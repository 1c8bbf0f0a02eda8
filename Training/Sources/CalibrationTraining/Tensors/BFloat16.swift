import TorchShim

/// Runs `body` with bfloat16 arithmetic in those operations that support it, if `isEnabled`.
///
/// Weights stay 32-bit floats; what `body` returns may be bfloat16. The backward pass belongs
/// outside: it takes the precision of each operation from the forward pass.
func withBFloat16<Result>(
  _ isEnabled: Bool,
  on device: Device,
  _ body: () throws(TorchError) -> Result
) throws(TorchError) -> Result {
  guard isEnabled else { return try body() }
  try orTorchError { error in ts_set_bfloat16_enabled(device.handle, true, error) }
  let result: Result
  do {
    result = try body()
  } catch {
    // The first error is the one to report.
    try? orTorchError { other in ts_set_bfloat16_enabled(device.handle, false, other) }
    throw error
  }
  try orTorchError { error in ts_set_bfloat16_enabled(device.handle, false, error) }
  return result
}
