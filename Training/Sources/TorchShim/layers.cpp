#include "tensor.h"

using namespace torch_shim;

ts_tensor *ts_conv2d(const ts_tensor *input, const ts_tensor *weight, int64_t stride, int64_t padding,
                     ts_error *error) {
  return tensor_or_error(error, [&] {
    return at::conv2d(input->value, weight->value, {}, {stride, stride}, {padding, padding});
  });
}

ts_tensor *ts_add(const ts_tensor *left, const ts_tensor *right, ts_error *error) {
  return tensor_or_error(error, [&] { return left->value + right->value; });
}

ts_tensor *ts_linear(const ts_tensor *input, const ts_tensor *weight, const ts_tensor *bias, ts_error *error) {
  return tensor_or_error(error, [&] { return at::linear(input->value, weight->value, bias->value); });
}

ts_tensor *ts_global_average_pool(const ts_tensor *input, ts_error *error) {
  return tensor_or_error(error, [&] { return input->value.mean(at::IntArrayRef{2, 3}); });
}

ts_tensor *ts_average_pool(const ts_tensor *input, int64_t size, ts_error *error) {
  return tensor_or_error(error, [&] { return at::avg_pool2d(input->value, {size, size}); });
}

ts_tensor *ts_concatenate(const ts_tensor *const *inputs, int64_t count, ts_error *error) {
  return tensor_or_error(error, [&] {
    std::vector<at::Tensor> parts;
    for (int64_t i = 0; i < count; ++i)
      parts.push_back(inputs[i]->value);
    return at::cat(parts, 1);
  });
}

ts_tensor *ts_strided_identity(const ts_tensor *input, int64_t stride, int64_t channels, ts_error *error) {
  return tensor_or_error(error, [&] {
    // With the channels as the last dimension, the gradient lies in memory as the other gradients do.
    const auto pixels = input->value.permute({0, 2, 3, 1}).slice(1, 0, {}, stride).slice(2, 0, {}, stride);
    const int64_t missing = channels - input->value.size(1);
    return at::constant_pad_nd(pixels, {missing / 2, missing - missing / 2}).permute({0, 3, 1, 2});
  });
}
