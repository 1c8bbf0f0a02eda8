import TorchShim

/// γ of the focal loss by the true class's probability q_y, constant on pieces of [0, 1].
struct PiecewiseGamma: Sendable, Hashable {
  /// γ of each piece, from q_y = 0 on; negative for the inverse focal loss.
  var gammas: [Double]
  /// Where the second and each later piece begins, ascending.
  var bounds: [Double]

  /// The same γ for every q_y.
  init(_ gamma: Double) {
    self.init(gammas: [gamma], bounds: [])
  }

  init(gammas: [Double], bounds: [Double]) {
    precondition(gammas.count == bounds.count + 1, "there must be one bound fewer than gammas")
    self.gammas = gammas
    self.bounds = bounds
  }
}

extension Tensor {
  /// Of these logits, the mean of −(1 − q_y)^γ ln q_y where γ ≥ 0 and of −(1 + q_y)^|γ| ln q_y where
  /// γ < 0, without a gradient through the choice of γ.
  ///
  /// One operation with its own backward pass: value and gradient come from one pass over the rows
  /// in double precision, and are exact where q_y is so near 0 or 1 that the plain formula in floats
  /// gives 0 or NaN.
  func focalLoss(labels: Tensor, gamma: PiecewiseGamma) throws(TorchError) -> Tensor {
    try Tensor { error in
      ts_focal_loss(handle, labels.handle, gamma.gammas, gamma.bounds, Int64(gamma.gammas.count), error)
    }
  }
}
