import TorchShim

/// Runs `body` without recording operations for a backward pass.
package func withoutGradients<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
  let before = ts_set_gradients_enabled(false)
  defer { _ = ts_set_gradients_enabled(before) }
  return try body()
}

extension Tensor {
  /// Asks that operations on it are recorded, so that ``gradient()`` is there after ``backward()``.
  package func requireGradient() {
    ts_set_requires_gradient(handle, true)
  }

  /// Adds the gradient of this tensor of one element to every tensor that requires one and went
  /// into it.
  package func backward() throws(TorchError) {
    try orTorchError { error in ts_backward(handle, error) }
  }

  /// What backward passes have added up since the last step; nil before the first.
  package func gradient() throws(TorchError) -> Tensor? {
    var error = ts_error()
    if let handle = ts_gradient(handle, &error) { return Tensor(owning: handle) }
    guard error.message.0 == 0 else { throw TorchError(error) }
    return nil
  }
}
