#include "losses_rows.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <limits>

// The vector functions that calibration itself runs on; the root package does not offer them as a product.
#include "../../../Sources/CalibrationKernels/vector_f64.h"

namespace torch_shim {
namespace {

typedef float vfloat __attribute__((ext_vector_type(LANES)));
typedef float vfloat_unaligned __attribute__((ext_vector_type(LANES), aligned(4)));

/// The softmax of a row.
struct softmax {
  double v;
  double w;
  /// -ln v.
  double nll;
  /// The probability of the rival, a class that a loss treats apart; 0 if there is none.
  double rival;
  /// The sums of q_k and of q_k^2 over the classes but the label and the rival.
  double rest;
  double rest_squares;
  /// Of the exponentials e^(z_k - max z).
  double sum;
};

/// The gradient, q_k (constant + linear q_k) but for the label and the rival.
struct slopes {
  double loss;
  double constant;
  double linear;
  double label;
  double rival;
};

CK_INLINE vfloat load(const float *row, int64_t from, int64_t classes) {
  if (from + LANES <= classes)
    return *reinterpret_cast<const vfloat_unaligned *>(row + from);
  vfloat values = -std::numeric_limits<float>::infinity();
  std::memcpy(&values, row + from, static_cast<size_t>(classes - from) * sizeof(float));
  return values;
}

CK_INLINE void store(float *row, int64_t from, int64_t classes, vfloat values) {
  if (from + LANES <= classes)
    *reinterpret_cast<vfloat_unaligned *>(row + from) = values;
  else
    std::memcpy(row + from, &values, static_cast<size_t>(classes - from) * sizeof(float));
}

CK_INLINE float largest(const float *row, int64_t classes) {
  vfloat top = load(row, 0, classes);
  for (int64_t k = LANES; k < classes; k += LANES)
    top = __builtin_elementwise_max(top, load(row, k, classes));
  return __builtin_reduce_max(top);
}

/// The most probable of the classes but the label, or of those less probable than it; -1 if there is none.
CK_INLINE int64_t rival_of(const float *row, int64_t classes, int64_t label, bool below_label) {
  int64_t rival = -1;
  for (int64_t k = 0; k < classes; ++k) {
    const bool counts = below_label ? row[k] < row[label] : k != label;
    if (counts && (rival < 0 || row[k] > row[rival]))
      rival = k;
  }
  return rival;
}

/// Writes the exponentials too.
CK_INLINE softmax softmax_of(const float *row, int64_t classes, int64_t label, int64_t rival, float *exponentials) {
  const double top = largest(row, classes);
  vreal sums = 0, square_sums = 0;
  for (int64_t k = 0; k < classes; k += LANES) {
    const vreal difference = __builtin_convertvector(load(row, k, classes), vreal) - top;
    vreal e = v_select(difference == difference, v_exp(difference), difference);
    store(exponentials, k, classes, __builtin_convertvector(e, vfloat));
    if (label >= k && label < k + LANES)
      e[label - k] = 0;
    if (rival >= k && rival < k + LANES)
      e[rival - k] = 0;
    sums += e;
    square_sums += e * e;
  }
  const double e_rival = rival < 0 ? 0 : std::exp(row[rival] - top);
  const double rest = v_sum(sums), others = rest + e_rival;
  const double gap = row[label] - top, e_label = std::exp(gap), sum = others + e_label;
  return {
      e_label / sum,
      others / sum,
      // Where the label leads, sum - 1 = others, whose digits the sum has lost.
      gap == 0 ? std::log1p(others) : std::log(sum) - gap,
      e_rival / sum,
      rest / sum,
      v_sum(square_sums) / (sum * sum),
      sum,
  };
}

CK_INLINE double power(double base, double exponent) {
  if (exponent == 3)
    return base * base * base;
  if (exponent == 5) {
    const double square = base * base;
    return square * square * base;
  }
  return std::pow(base, exponent);
}

/// -v ln v, which tends to 0 with v.
CK_INLINE double entropy_term(const softmax &q) { return q.v == 0 ? 0 : q.v * q.nll; }

CK_INLINE slopes focal_slopes(const softmax &q, double gamma) {
  // -dL/d ln v; r = -v ln v / w tends to 1 with v.
  double factor, slope;
  if (gamma >= 0) {
    factor = power(q.w, gamma);
    slope = factor * (1 + gamma * (q.w == 0 ? 1 : entropy_term(q) / q.w));
  } else {
    factor = power(1 + q.v, -gamma);
    slope = factor * (1 + gamma * entropy_term(q) / (1 + q.v));
  }
  return {factor * q.nll, slope, 0, -slope * q.w, 0};
}

CK_INLINE slopes dual_focal_slopes(const softmax &q, double gamma) {
  const double t = q.w + q.rival, factor = power(t, gamma);
  // gamma t^(gamma - 1) (-ln v), the slope by t. It only meets factors that vanish with t or with v.
  const double slope = t == 0 || q.v == 0 ? 0 : gamma * factor * (q.nll / t);
  const double constant = factor + slope * (q.v - q.rival);
  return {factor * q.nll, constant, 0, -factor * (q.w + gamma * entropy_term(q)), q.rival * (constant + slope)};
}

CK_INLINE slopes brier_slopes(const softmax &q) {
  const double squares = q.rival * q.rival + q.rest_squares, loss = q.w * q.w + squares;
  // The rival's own, since its q - squares would cancel where it is all but certain.
  const double rival = 2 * q.rival * (q.rival * (q.v + q.rest) + q.v * q.w - q.rest_squares);
  return {loss, 2 * (q.v * q.w - squares), 2, -2 * q.v * loss, rival};
}

struct rows {
  const float *logits;
  const int64_t *labels;
  int64_t count;
  int64_t classes;
};

/// The pieces of gamma by v, as plain pointers.
struct pieces {
  const double *gammas;
  const double *bounds;
  size_t bound_count;
};

CK_INLINE double gamma_at(double v, pieces gamma) {
  size_t piece = 0;
  while (piece < gamma.bound_count && v >= gamma.bounds[piece])
    ++piece;
  return gamma.gammas[piece];
}

CK_INLINE void loss_rows(row_loss::formula kind, pieces gamma, rows batch, double scale, double *losses,
                         float *gradients) {
  const int64_t classes = batch.classes;
  for (int64_t i = 0; i < batch.count; ++i) {
    const float *row = batch.logits + i * classes;
    const int64_t label = batch.labels[i];
    float *gradient = gradients + i * classes;
    int64_t rival = -1;
    if (kind != row_loss::formula::focal)
      rival = rival_of(row, classes, label, /*below_label=*/kind == row_loss::formula::dual_focal);
    const softmax q = softmax_of(row, classes, label, rival, gradient);
    slopes by;
    switch (kind) {
    case row_loss::formula::focal:
      by = focal_slopes(q, gamma_at(q.v, gamma));
      break;
    case row_loss::formula::dual_focal:
      by = dual_focal_slopes(q, gamma_at(q.v, gamma));
      break;
    case row_loss::formula::brier:
      by = brier_slopes(q);
      break;
    }
    losses[i] = by.loss;
    const auto constant = static_cast<float>(scale * by.constant / q.sum);
    const auto linear = static_cast<float>(scale * by.linear / (q.sum * q.sum));
    for (int64_t k = 0; k < classes; ++k)
      gradient[k] *= constant + linear * gradient[k];
    gradient[label] = static_cast<float>(scale * by.label);
    if (rival >= 0)
      gradient[rival] = static_cast<float>(scale * by.rival);
  }
}

CK_CLONES void focal_rows(pieces gamma, rows batch, double scale, double *losses, float *gradients) {
  loss_rows(row_loss::formula::focal, gamma, batch, scale, losses, gradients);
}

CK_CLONES void dual_focal_rows(pieces gamma, rows batch, double scale, double *losses, float *gradients) {
  loss_rows(row_loss::formula::dual_focal, gamma, batch, scale, losses, gradients);
}

CK_CLONES void brier_rows(pieces gamma, rows batch, double scale, double *losses, float *gradients) {
  loss_rows(row_loss::formula::brier, gamma, batch, scale, losses, gradients);
}

} // namespace

void loss_rows(const row_loss &loss, const float *logits, const int64_t *labels, int64_t count, int64_t classes,
               double scale, double *losses, float *gradients) {
  const rows batch{logits, labels, count, classes};
  const pieces gamma{loss.gammas.data(), loss.bounds.data(), loss.bounds.size()};
  switch (loss.kind) {
  case row_loss::formula::focal:
    return focal_rows(gamma, batch, scale, losses, gradients);
  case row_loss::formula::dual_focal:
    return dual_focal_rows(gamma, batch, scale, losses, gradients);
  case row_loss::formula::brier:
    return brier_rows(gamma, batch, scale, losses, gradients);
  }
}

} // namespace torch_shim
