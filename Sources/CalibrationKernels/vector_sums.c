// Sums over long vectors of doubles, for searches with many variables.

#include <math.h>

#include "CalibrationKernels.h"
#include "vector_f64.h"

#include "real_rows.h"

CK_CLONES double ck_dot(const double *x, const double *y, ptrdiff_t count) {
  vreal sums[4] = {0};
  ptrdiff_t i = 0;
  for (; i + 4 * LANES <= count; i += 4 * LANES) {
    for (int k = 0; k < 4; k++) sums[k] += v_load(x + i + k * LANES) * v_load(y + i + k * LANES);
  }
  for (; i < count; i += LANES) {
    sums[0] += load_partial(x + i, count - i, 0) * load_partial(y + i, count - i, 0);
  }
  return v_sum((sums[0] + sums[1]) + (sums[2] + sums[3]));
}

CK_CLONES void ck_add_scaled(double factor, const double *x, ptrdiff_t count, double *sum) {
  for (ptrdiff_t i = 0; i < count; i += LANES) {
    ptrdiff_t n = count - i;
    store_partial(sum + i, load_partial(sum + i, n, 0) + factor * load_partial(x + i, n, 0), n);
  }
}

// Adds x * y, element by element, to sum.
CK_INLINE void add_products(const double *x, const double *y, ptrdiff_t count, double *sum) {
  for (ptrdiff_t j = 0; j < count; j += LANES) {
    ptrdiff_t n = count - j;
    vreal product = load_partial(x + j, n, 0) * load_partial(y + j, n, 0);
    store_partial(sum + j, load_partial(sum + j, n, 0) + product, n);
  }
}

CK_CLONES void ck_add_column_dots(const double *x, const double *y, ptrdiff_t rows,
                                  ptrdiff_t columns, double *sums) {
  for (ptrdiff_t row = 0; row < rows; row++) {
    add_products(x + row * columns, y + row * columns, columns, sums);
  }
}

CK_CLONES void ck_add_scaled_columns(const double *factors, const double *x, ptrdiff_t rows,
                                     ptrdiff_t columns, double *sum) {
  for (ptrdiff_t row = 0; row < rows; row++) {
    add_products(factors, x + row * columns, columns, sum + row * columns);
  }
}

CK_CLONES double ck_sum_log_one_plus(const double *weights, const double *x, ptrdiff_t count) {
  vreal sum = 0;
  for (ptrdiff_t i = 0; i < count; i += LANES) {
    vreal v = load_partial(x + i, count - i, 0), y = 1 + v;
    // Corrected for what the addition rounded off.
    sum += load_partial(weights + i, count - i, 0) * (v_log(y) + (v - (y - 1)) / y);
  }
  return v_sum(sum);
}

CK_CLONES void ck_round_to_single(const double *x, ptrdiff_t count, float *out) {
  for (ptrdiff_t i = 0; i < count; i++) out[i] = (float)x[i];
}
