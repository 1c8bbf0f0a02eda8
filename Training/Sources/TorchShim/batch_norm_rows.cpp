#include "batch_norm_rows.h"

#include <algorithm>

#include "../../../Sources/CalibrationKernels/clones.h"

namespace torch_shim {
namespace {

/// As many channels as are worked on at once.
template <int count> struct lanes {
  typedef float vfloat __attribute__((ext_vector_type(count)));
  typedef float unaligned __attribute__((ext_vector_type(count), aligned(4)));
  typedef double vdouble __attribute__((ext_vector_type(count)));
  typedef double unaligned_double __attribute__((ext_vector_type(count), aligned(8)));
};

template <typename Lanes> CK_INLINE typename Lanes::vfloat load(const float *values) {
  return *reinterpret_cast<const typename Lanes::unaligned *>(values);
}

template <typename Lanes> CK_INLINE void store(float *values, typename Lanes::vfloat value) {
  *reinterpret_cast<typename Lanes::unaligned *>(values) = value;
}

template <typename Lanes> CK_INLINE void add(double *sums, typename Lanes::vdouble value) {
  *reinterpret_cast<typename Lanes::unaligned_double *>(sums) += value;
}

/// Calls `body` with lanes, rows from ..< to and the first of the channels, until all rows and channels were its.
template <typename Body> CK_INLINE void each_tile(int64_t rows, int64_t channels, Body body) {
  // Blocks stay in the first cache while the channels are gone through.
  const int64_t block = std::max<int64_t>(1, 4096 / channels);
  for (int64_t from = 0; from < rows; from += block) {
    const int64_t to = std::min(rows, from + block);
    int64_t channel = 0;
    for (; channel + 16 <= channels; channel += 16)
      body(lanes<16>(), from, to, channel);
    for (; channel + 4 <= channels; channel += 4)
      body(lanes<4>(), from, to, channel);
    for (; channel < channels; ++channel)
      body(lanes<1>(), from, to, channel);
  }
}

// A lambda that is not inlined would be compiled for the oldest processor alone.
#define TILE_BODY [&](auto lanes_of_tile, int64_t from, int64_t to, int64_t channel) __attribute__((always_inline))

} // namespace

CK_CLONES void add_moments(const float *input, int64_t rows, int64_t channels, double *sums) {
  each_tile(rows, channels, TILE_BODY {
    using tile = decltype(lanes_of_tile);
    typename tile::vdouble sum = 0, squares = 0;
    for (int64_t row = from; row < to; ++row) {
      const auto x = __builtin_convertvector(load<tile>(input + row * channels + channel), typename tile::vdouble);
      sum += x;
      squares += x * x;
    }
    add<tile>(sums + channel, sum);
    add<tile>(sums + channels + channel, squares);
  });
}

CK_CLONES void normalize_and_rectify(const normalization &by, const float *input, const float *residual, int64_t rows,
                                     int64_t channels, float *output) {
  each_tile(rows, channels, TILE_BODY {
    using tile = decltype(lanes_of_tile);
    const auto mean = load<tile>(by.mean + channel), scale = load<tile>(by.scale + channel),
               bias = load<tile>(by.bias + channel);
    for (int64_t row = from; row < to; ++row) {
      const int64_t place = row * channels + channel;
      auto value = (load<tile>(input + place) - mean) * scale + bias;
      if (residual)
        value += load<tile>(residual + place);
      store<tile>(output + place, value < 0 ? typename tile::vfloat(0) : value);
    }
  });
}

CK_CLONES void rectify_gradient(const float *output_gradient, const float *output, const float *input,
                                const float *mean, int64_t rows, int64_t channels, float *gradient, double *sums) {
  each_tile(rows, channels, TILE_BODY {
    using tile = decltype(lanes_of_tile);
    const auto mean_of_tile = load<tile>(mean + channel);
    typename tile::vdouble sum = 0, products = 0;
    for (int64_t row = from; row < to; ++row) {
      const int64_t place = row * channels + channel;
      const auto is_cut = load<tile>(output + place) <= 0;
      const auto g = is_cut ? typename tile::vfloat(0) : load<tile>(output_gradient + place);
      store<tile>(gradient + place, g);
      sum += __builtin_convertvector(g, typename tile::vdouble);
      products += __builtin_convertvector(g * (load<tile>(input + place) - mean_of_tile), typename tile::vdouble);
    }
    add<tile>(sums + channel, sum);
    add<tile>(sums + channels + channel, products);
  });
}

CK_CLONES void input_gradient(const input_slopes &slopes, const float *gradient, const float *input, int64_t rows,
                              int64_t channels, float *result) {
  each_tile(rows, channels, TILE_BODY {
    using tile = decltype(lanes_of_tile);
    const auto mean = load<tile>(slopes.mean + channel), scale = load<tile>(slopes.scale + channel),
               constant = load<tile>(slopes.constant + channel), linear = load<tile>(slopes.linear + channel);
    for (int64_t row = from; row < to; ++row) {
      const int64_t place = row * channels + channel;
      store<tile>(result + place,
                  load<tile>(gradient + place) * scale - constant - (load<tile>(input + place) - mean) * linear);
    }
  });
}

} // namespace torch_shim
