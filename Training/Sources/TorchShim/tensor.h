// The C++ side of a `ts_tensor`, and what turns exceptions into errors.

#ifndef TORCH_SHIM_TENSOR_H
#define TORCH_SHIM_TENSOR_H

#include "torch_shim.h"

#include <algorithm>
#include <cstring>
#include <exception>
#include <utility>
#include <vector>

#include <torch/torch.h>

struct ts_tensor {
  at::Tensor value;
};

namespace torch_shim {

inline void describe(const char *message, ts_error *error) {
  // libtorch adds the C++ stack from the second line on.
  const size_t length = std::min(std::strcspn(message, "\n"), sizeof error->message - 1);
  std::memcpy(error->message, message, length);
  error->message[length] = '\0';
}

/// The tensor that `make` returns, or NULL and the message of what it throws.
template <typename Make> ts_tensor *tensor_or_error(ts_error *error, Make make) {
  try {
    return new ts_tensor{make()};
  } catch (const c10::Error &exception) {
    describe(exception.what_without_backtrace(), error);
  } catch (const std::exception &exception) {
    describe(exception.what(), error);
  }
  return nullptr;
}

/// Whether `act` went through; the message of what it throws otherwise.
template <typename Act> bool done_or_error(ts_error *error, Act act) {
  try {
    act();
    return true;
  } catch (const c10::Error &exception) {
    describe(exception.what_without_backtrace(), error);
  } catch (const std::exception &exception) {
    describe(exception.what(), error);
  }
  return false;
}

inline at::Device device_of(ts_device device) { return device == ts_device_cuda ? at::kCUDA : at::kCPU; }

inline at::IntArrayRef shape_of(const int64_t *shape, int rank) {
  return at::IntArrayRef(shape, static_cast<size_t>(rank));
}

} // namespace torch_shim

#endif
