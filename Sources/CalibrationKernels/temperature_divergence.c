// How far a tempered softmax is from given probabilities.

#include <math.h>

#include "CalibrationKernels.h"
#include "vector_f64.h"

#include "real_rows.h"

CK_CLONES ck_divergence ck_temperature_divergence(const double *logits, const double *log_p,
                                                  ptrdiff_t rows, ptrdiff_t classes, double beta) {
  ck_divergence sum = {0};
  for (ptrdiff_t row = 0; row < rows; row++) {
    const double *z = logits + row * classes, *log_p_row = log_p + row * classes;
    double top = find_top(z, classes).first;
    vreal total = 0, mean = 0, square = 0, p_mean = 0, cross = 0;
    for (ptrdiff_t j = 0; j < classes; j += LANES) {
      // Finite stand-ins for -inf, so that their products with probability 0 are 0.
      vreal d = v_max(load_partial(z + j, classes - j, -INFINITY) - top, (vreal)-1e100);
      vreal x = v_max(load_partial(log_p_row + j, classes - j, -INFINITY), (vreal)-1e100);
      vreal t = beta * d, e = v_exp(t), p = v_exp(x);
      total += e;
      mean += e * d;
      square += e * d * d;
      p_mean += p * d;
      cross += p * (x - t);
    }
    double s = v_sum(total), m = v_sum(mean) / s;
    sum.value += v_sum(cross) + log(s);
    sum.slope += m - v_sum(p_mean);
    sum.curvature += v_sum(square) / s - m * m;
  }
  return sum;
}
