#include "tensor.h"

#include <ATen/autocast_mode.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace torch_shim;

const char *ts_version(void) { return TORCH_VERSION; }

bool ts_cuda_is_available(void) { return torch::cuda::is_available(); }

int ts_thread_count(void) { return at::get_num_threads(); }

void ts_set_thread_count(int count) { at::set_num_threads(count); }

void ts_keep_freed_memory(void) {
#ifdef __GLIBC__
  // Large blocks come from the heap too, and its end is never cut off.
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, -1);
#endif
}

bool ts_set_gradients_enabled(bool enabled) {
  const bool before = at::GradMode::is_enabled();
  at::GradMode::set_enabled(enabled);
  return before;
}

bool ts_set_bfloat16_enabled(ts_device device, bool enabled, ts_error *error) {
  return done_or_error(error, [&] {
#if TORCH_VERSION_MAJOR >= 2
    const auto type = device == ts_device_cuda ? at::kCUDA : at::kCPU;
    at::autocast::set_autocast_dtype(type, at::kBFloat16);
    at::autocast::set_autocast_enabled(type, enabled);
#else
    if (device == ts_device_cuda) {
      at::autocast::set_autocast_gpu_dtype(at::kBFloat16);
      at::autocast::set_enabled(enabled);
    } else {
      at::autocast::set_autocast_cpu_dtype(at::kBFloat16);
      at::autocast::set_cpu_enabled(enabled);
    }
#endif
    // Casts of the weights are kept while autocast is on; the next step has other weights.
    at::autocast::clear_cache();
  });
}

ts_tensor *ts_full(const int64_t *shape, int rank, float value, ts_device device, ts_error *error) {
  return tensor_or_error(error, [&] {
    return at::full(shape_of(shape, rank), value, at::TensorOptions(at::kFloat).device(device_of(device)));
  });
}

ts_tensor *ts_zeros_like(const ts_tensor *tensor, ts_error *error) {
  return tensor_or_error(error, [&] { return at::zeros_like(tensor->value.detach()); });
}

// Drawn on the CPU, so that a seed gives the same network on every device.
ts_tensor *ts_normal(const int64_t *shape, int rank, float standard_deviation, uint64_t seed, ts_device device,
                     ts_error *error) {
  return tensor_or_error(error, [&] {
    auto generator = at::detail::createCPUGenerator(seed);
    auto draws = at::empty(shape_of(shape, rank), at::kFloat).normal_(0, standard_deviation, generator);
    return draws.to(device_of(device));
  });
}

ts_tensor *ts_uniform(const int64_t *shape, int rank, float bound, uint64_t seed, ts_device device, ts_error *error) {
  return tensor_or_error(error, [&] {
    auto generator = at::detail::createCPUGenerator(seed);
    auto draws = at::empty(shape_of(shape, rank), at::kFloat).uniform_(-bound, bound, generator);
    return draws.to(device_of(device));
  });
}

ts_tensor *ts_from_floats(const float *values, const int64_t *shape, int rank, ts_device device, ts_error *error) {
  return tensor_or_error(error, [&] {
    auto view = at::from_blob(const_cast<float *>(values), shape_of(shape, rank), at::kFloat);
    return view.to(device_of(device), at::kFloat, /*non_blocking=*/false, /*copy=*/true);
  });
}

ts_tensor *ts_from_int64s(const int64_t *values, const int64_t *shape, int rank, ts_device device, ts_error *error) {
  return tensor_or_error(error, [&] {
    auto view = at::from_blob(const_cast<int64_t *>(values), shape_of(shape, rank), at::kLong);
    return view.to(device_of(device), at::kLong, /*non_blocking=*/false, /*copy=*/true);
  });
}

ts_tensor *ts_from_images(const float *values, int64_t count, int64_t height, int64_t width, int64_t channels,
                          ts_device device, ts_error *error) {
  return tensor_or_error(error, [&] {
    auto view = at::from_blob(const_cast<float *>(values), {count, height, width, channels}, at::kFloat);
    return view.to(device_of(device), at::kFloat, /*non_blocking=*/false, /*copy=*/true).permute({0, 3, 1, 2});
  });
}

void ts_free(ts_tensor *tensor) { delete tensor; }

int ts_rank(const ts_tensor *tensor) { return static_cast<int>(tensor->value.dim()); }

void ts_shape(const ts_tensor *tensor, int64_t *shape) {
  const auto sizes = tensor->value.sizes();
  std::copy(sizes.begin(), sizes.end(), shape);
}

bool ts_copy_floats(const ts_tensor *tensor, float *values, int64_t count, ts_error *error) {
  return done_or_error(error, [&] {
    TORCH_CHECK(tensor->value.numel() == count, "the tensor has ", tensor->value.numel(), " values, not ", count);
    const auto plain = tensor->value.detach().to(at::kCPU, at::kFloat).contiguous();
    std::copy_n(plain.data_ptr<float>(), count, values);
  });
}

bool ts_set_floats(ts_tensor *tensor, const float *values, int64_t count, ts_error *error) {
  return done_or_error(error, [&] {
    TORCH_CHECK(tensor->value.numel() == count, "the tensor has ", tensor->value.numel(), " values, not ", count);
    const at::NoGradGuard guard;
    tensor->value.copy_(at::from_blob(const_cast<float *>(values), tensor->value.sizes(), at::kFloat));
  });
}

bool ts_scalar(const ts_tensor *tensor, double *value, ts_error *error) {
  return done_or_error(error, [&] { *value = tensor->value.item<double>(); });
}

ts_tensor *ts_channels_last(const ts_tensor *tensor, ts_error *error) {
  return tensor_or_error(error, [&] { return tensor->value.contiguous(at::MemoryFormat::ChannelsLast); });
}

ts_tensor *ts_single_precision(const ts_tensor *tensor, ts_error *error) {
  return tensor_or_error(error, [&] { return tensor->value.to(at::kFloat); });
}

ts_tensor *ts_detach(const ts_tensor *tensor, ts_error *error) {
  return tensor_or_error(error, [&] { return tensor->value.detach(); });
}
