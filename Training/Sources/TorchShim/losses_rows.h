// Losses of one row of logits with one true class, fused: value and gradient from one softmax.
//
// v = q_y is the true class's probability, w = 1 - v is summed from the other classes' exponentials, and both are
// computed in double precision: neither 1 - v nor a power of it loses digits where v is all but 1.

#ifndef LOSSES_ROWS_H
#define LOSSES_ROWS_H

#include <cstdint>
#include <vector>

namespace torch_shim {

struct row_loss {
  enum class formula {
    /// -w^gamma ln v for gamma >= 0, -(1 + v)^|gamma| ln v (the inverse focal loss) below.
    focal,
    /// -(w + p)^gamma ln v, where p is the largest probability below v, 0 if none is.
    dual_focal,
    /// w^2 + the sum of the other classes' squared probabilities.
    brier,
  };

  formula kind;
  /// gamma by v: gammas[i] from bounds[i - 1] on and below bounds[i]. One bound less than there are gammas.
  std::vector<double> gammas;
  std::vector<double> bounds;
};

/// Writes the losses of `count` rows, and `scale` times their gradients with respect to the logits.
///
/// A row with NaN, +inf or nothing but -inf has a loss of NaN. Labels must be classes.
void loss_rows(const row_loss &loss, const float *logits, const int64_t *labels, int64_t count, int64_t classes,
               double scale, double *losses, float *gradients);

} // namespace torch_shim

#endif
