// The loss of logistic regression on two or three features, with gradient and Hessian.

#include <math.h>

#include "CalibrationKernels.h"
#include "vector_f64.h"

#include "real_rows.h"

// Far beyond any log-odds, and finite, so that a product with 0 is 0.
#define LARGEST_LOG_ODDS 1e300

CK_INLINE ck_logistic logistic_loss(const double *features, const int count, ptrdiff_t rows,
                                    const double *targets, const double *weights,
                                    const double *coefficients) {
  vreal value = 0, gradient[3] = {0}, hessian[6] = {0};
  for (ptrdiff_t row = 0; row < rows; row += LANES) {
    ptrdiff_t n = rows - row;
    vreal x[3], s = 0;
    for (int i = 0; i < count; i++) {
      x[i] = load_partial(features + i * rows + row, n, 0);
      s += coefficients[i] * x[i];
    }
    s = v_min(v_max(s, (vreal)-LARGEST_LOG_ODDS), (vreal)LARGEST_LOG_ODDS);
    vreal t = load_partial(targets + row, n, 0), weight = load_partial(weights + row, n, 0);
    vint positive = s > (vreal)0;
    // The smaller of p and 1 - p is exact, the larger not needed.
    vreal e = v_exp(v_min(s, -s)), total = 1 + e, inverse = 1 / total, smaller = e * inverse;
    // ln(1 + e), corrected for what the addition rounded off.
    vreal tail = v_log(total) + (e - (total - 1)) * inverse;
    value += weight * (tail + v_select(positive, (1 - t) * s, -t * s));
    vreal residual = weight * v_select(positive, (1 - t) - smaller, smaller - t);
    vreal curvature = weight * smaller * inverse;
    for (int i = 0, k = 0; i < count; i++) {
      gradient[i] += residual * x[i];
      for (int j = 0; j <= i; j++, k++) hessian[k] += curvature * x[i] * x[j];
    }
  }
  ck_logistic sum = {.value = v_sum(value)};
  for (int i = 0; i < 3; i++) sum.gradient[i] = v_sum(gradient[i]);
  for (int k = 0; k < 6; k++) sum.hessian[k] = v_sum(hessian[k]);
  return sum;
}

CK_CLONES ck_logistic ck_logistic_loss(const double *features, ptrdiff_t count, ptrdiff_t rows,
                                       const double *targets, const double *weights,
                                       const double *coefficients) {
  return count == 2 ? logistic_loss(features, 2, rows, targets, weights, coefficients)
                    : logistic_loss(features, 3, rows, targets, weights, coefficients);
}
