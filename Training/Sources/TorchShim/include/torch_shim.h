// What training needs of libtorch, for callers that cannot see C++.
//
// A function that can fail takes a `ts_error` and returns NULL or false after writing to it; nothing is thrown across
// this boundary. Tensors that are returned belong to the caller, who frees each with `ts_free`.

#ifndef TORCH_SHIM_H
#define TORCH_SHIM_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ts_tensor ts_tensor;

/// What went wrong, as a C string.
typedef struct {
  char message[1024];
} ts_error;

typedef enum {
  ts_device_cpu = 0,
  ts_device_cuda = 1,
} ts_device;

/// The libtorch that was compiled against, such as "2.1.0".
const char *ts_version(void);
bool ts_cuda_is_available(void);
int ts_thread_count(void);
/// How many threads libtorch uses within one operation.
void ts_set_thread_count(int count);
/// Makes glibc keep memory that is freed for later tensors.
void ts_keep_freed_memory(void);
/// Turns the recording of operations for backward passes on or off on this thread; returns what it was.
bool ts_set_gradients_enabled(bool enabled);
/// Turns bfloat16 arithmetic in the operations that bear it on or off on this thread, for `device`.
bool ts_set_bfloat16_enabled(ts_device device, bool enabled, ts_error *error);

// Tensors.

ts_tensor *ts_full(const int64_t *shape, int rank, float value, ts_device device, ts_error *error);
/// Zeros of the same shape, device and order in memory.
ts_tensor *ts_zeros_like(const ts_tensor *tensor, ts_error *error);
/// `standard_deviation` times standard normal draws that depend on `seed` only.
ts_tensor *ts_normal(const int64_t *shape, int rank, float standard_deviation, uint64_t seed, ts_device device,
                     ts_error *error);
/// Draws from the uniform distribution on [-bound, bound] that depend on `seed` only.
ts_tensor *ts_uniform(const int64_t *shape, int rank, float bound, uint64_t seed, ts_device device, ts_error *error);
/// A copy of `values`, in C order.
ts_tensor *ts_from_floats(const float *values, const int64_t *shape, int rank, ts_device device, ts_error *error);
ts_tensor *ts_from_int64s(const int64_t *values, const int64_t *shape, int rank, ts_device device, ts_error *error);
/// A copy of images that lie as rows of pixels of channels, as a count x channels x height x width tensor in that same
/// memory order (channels last).
ts_tensor *ts_from_images(const float *values, int64_t count, int64_t height, int64_t width, int64_t channels,
                          ts_device device, ts_error *error);
void ts_free(ts_tensor *tensor);
int ts_rank(const ts_tensor *tensor);
/// Writes `ts_rank(tensor)` lengths.
void ts_shape(const ts_tensor *tensor, int64_t *shape);
/// Writes all `count` values in C order, whatever the order in memory.
bool ts_copy_floats(const ts_tensor *tensor, float *values, int64_t count, ts_error *error);
/// Overwrites the values of `tensor`, given in C order, in place.
bool ts_set_floats(ts_tensor *tensor, const float *values, int64_t count, ts_error *error);
/// The value of a tensor with one element.
bool ts_scalar(const ts_tensor *tensor, double *value, ts_error *error);
/// The same values with their channels last in memory, for count x channels x height x width.
ts_tensor *ts_channels_last(const ts_tensor *tensor, ts_error *error);
/// The values as 32-bit floats; the tensor itself where they are.
ts_tensor *ts_single_precision(const ts_tensor *tensor, ts_error *error);
/// The same memory without what was recorded for a backward pass.
ts_tensor *ts_detach(const ts_tensor *tensor, ts_error *error);

// Gradients.

void ts_set_requires_gradient(ts_tensor *tensor, bool required);
bool ts_backward(const ts_tensor *loss, ts_error *error);
/// The gradient of the last backward passes; NULL without an error where there is none.
ts_tensor *ts_gradient(const ts_tensor *tensor, ts_error *error);
/// One step of stochastic gradient descent on `count` parameters, as `torch.optim.SGD` takes it:
/// g += weight_decay * p; v = momentum * v + g; p -= rate * (nesterov ? g + momentum * v : v).
/// Gradients are dropped afterwards.
bool ts_sgd_step(ts_tensor *const *parameters, ts_tensor *const *velocities, int64_t count, double rate,
                 double momentum, double weight_decay, bool nesterov, ts_error *error);

// Layers.

ts_tensor *ts_conv2d(const ts_tensor *input, const ts_tensor *weight, int64_t stride, int64_t padding, ts_error *error);
/// While training, normalises by the batch and moves the running mean and variance by `momentum` towards it.
ts_tensor *ts_batch_norm(const ts_tensor *input, const ts_tensor *weight, const ts_tensor *bias, ts_tensor *mean,
                         ts_tensor *variance, bool training, double momentum, double epsilon, ts_error *error);
/// Then adds `residual`, which may be NULL, and rectifies, max(x, 0): fused while training on the CPU, with 32-bit floats
/// that lie as rows of pixels of channels.
ts_tensor *ts_batch_norm_relu(const ts_tensor *input, const ts_tensor *residual, const ts_tensor *weight,
                              const ts_tensor *bias, ts_tensor *mean, ts_tensor *variance, bool training,
                              double momentum, double epsilon, ts_error *error);
ts_tensor *ts_add(const ts_tensor *left, const ts_tensor *right, ts_error *error);
ts_tensor *ts_linear(const ts_tensor *input, const ts_tensor *weight, const ts_tensor *bias, ts_error *error);
/// count x channels x height x width to count x channels.
ts_tensor *ts_global_average_pool(const ts_tensor *input, ts_error *error);
ts_tensor *ts_average_pool(const ts_tensor *input, int64_t size, ts_error *error);
/// Joined along the channels.
ts_tensor *ts_concatenate(const ts_tensor *const *inputs, int64_t count, ts_error *error);
/// Every `stride`th pixel, with zeros for the channels that are missing to `channels`, half before and half after:
/// the parameter-free shortcut of He et al. 2016, section 4.2.
ts_tensor *ts_strided_identity(const ts_tensor *input, int64_t stride, int64_t channels, ts_error *error);

// Losses: the mean over `logits` (count x classes) with `labels` (count). bfloat16 logits are widened.

/// Cross-entropy, with labels smoothed by `smoothing`.
ts_tensor *ts_cross_entropy(const ts_tensor *logits, const ts_tensor *labels, double smoothing, ts_error *error);
/// -(1 - q_y)^gamma ln q_y; for gamma < 0 the inverse focal loss -(1 + q_y)^|gamma| ln q_y. A row's gamma is `gammas[i]`
/// for q_y from `bounds[i - 1]` on and below `bounds[i]`; there are `gamma_count` gammas, at least one, and one bound
/// less, ascending. No gradient flows through the choice.
ts_tensor *ts_focal_loss(const ts_tensor *logits, const ts_tensor *labels, const double *gammas, const double *bounds,
                         int64_t gamma_count, ts_error *error);
/// -(1 - q_y + q_j)^gamma ln q_y, where q_j is the largest probability below q_y, or 0; `gamma` is not negative.
ts_tensor *ts_dual_focal_loss(const ts_tensor *logits, const ts_tensor *labels, double gamma, ts_error *error);
/// The sum over classes of (q_k - [k = y])^2.
ts_tensor *ts_brier_loss(const ts_tensor *logits, const ts_tensor *labels, ts_error *error);
/// Cross-entropy plus `factor` times the maximum mean calibration error of the batch, which may weigh right and wrong
/// rows by their numbers.
ts_tensor *ts_mmce_loss(const ts_tensor *logits, const ts_tensor *labels, double factor, bool weighted,
                        ts_error *error);

#ifdef __cplusplus
}
#endif

#endif
