#include "tensor.h"

using namespace torch_shim;

void ts_set_requires_gradient(ts_tensor *tensor, bool required) { tensor->value.set_requires_grad(required); }

bool ts_backward(const ts_tensor *loss, ts_error *error) {
  return done_or_error(error, [&] { loss->value.backward(); });
}

ts_tensor *ts_gradient(const ts_tensor *tensor, ts_error *error) {
  if (!tensor->value.grad().defined()) {
    error->message[0] = '\0';
    return nullptr;
  }
  return tensor_or_error(error, [&] { return tensor->value.grad(); });
}

bool ts_sgd_step(ts_tensor *const *parameters, ts_tensor *const *velocities, int64_t count, double rate,
                 double momentum, double weight_decay, bool nesterov, ts_error *error) {
  return done_or_error(error, [&] {
    const at::NoGradGuard guard;
    std::vector<at::Tensor> weights, gradients, moments;
    for (int64_t i = 0; i < count; ++i) {
      if (!parameters[i]->value.grad().defined())
        continue;
      weights.push_back(parameters[i]->value);
      gradients.push_back(parameters[i]->value.grad());
      moments.push_back(velocities[i]->value);
    }
    if (weights.empty())
      return;
    at::_foreach_add_(gradients, weights, weight_decay);
    at::_foreach_mul_(moments, momentum);
    at::_foreach_add_(moments, gradients, 1);
    if (nesterov) {
      at::_foreach_add_(gradients, moments, momentum);
      at::_foreach_add_(weights, gradients, -rate);
    } else {
      at::_foreach_add_(weights, moments, -rate);
    }
    for (auto &weight : weights)
      weight.mutable_grad().reset();
  });
}
