#include "tensor.h"

using namespace torch_shim;

ts_tensor *ts_cross_entropy(const ts_tensor *logits, const ts_tensor *labels, double smoothing, ts_error *error) {
  return tensor_or_error(error, [&] {
    return at::cross_entropy_loss(logits->value, labels->value, {}, at::Reduction::Mean, -100, smoothing);
  });
}
