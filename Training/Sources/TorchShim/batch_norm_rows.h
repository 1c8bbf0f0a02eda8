// Batch normalisation followed by the addition of a residual and by max(x, 0), over rows: the values of one pixel, one
// for each channel, side by side in memory.

#ifndef BATCH_NORM_ROWS_H
#define BATCH_NORM_ROWS_H

#include <cstdint>

namespace torch_shim {

/// Adds to `sums` the sum of each channel, and after these the sum of each channel's squares.
///
/// In double precision, in which squares of floats are exact: the variance loses nothing that the floats have.
void add_moments(const float *input, int64_t rows, int64_t channels, double *sums);

/// What normalises, one value for each channel.
struct normalization {
  const float *mean;
  /// The weight over the standard deviation.
  const float *scale;
  const float *bias;
};

/// Writes max((input - mean) scale + bias + residual, 0); `residual` may be null. NaN stays NaN.
void normalize_and_rectify(const normalization &by, const float *input, const float *residual, int64_t rows,
                           int64_t channels, float *output);

/// Writes the gradient by what was rectified, which is that by the output where the output is not 0. Adds to `sums` its
/// sum over each channel, and after these its sum times (input - mean).
void rectify_gradient(const float *output_gradient, const float *output, const float *input, const float *mean,
                      int64_t rows, int64_t channels, float *gradient, double *sums);

/// How the gradient by the input follows from that by what was normalised, one value for each channel.
struct input_slopes {
  const float *mean;
  const float *scale;
  /// What the mean and the variance of the batch take from every row.
  const float *constant;
  const float *linear;
};

/// Writes scale gradient - constant - linear (input - mean), which may be to `gradient` itself.
void input_gradient(const input_slopes &slopes, const float *gradient, const float *input, int64_t rows,
                    int64_t channels, float *result);

} // namespace torch_shim

#endif
