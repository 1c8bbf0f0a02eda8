// Fit objectives in double precision, for the last steps of a fit, and confidences.

#include "vector_f64.h"

#include "objective_rows.h"

CK_CLONES void ck_confidence(ck_scores x, ptrdiff_t first_row, ptrdiff_t rows, double beta,
                             double gamma, double *out, double *scratch) {
  const double small_q = small_q_limit(gamma);
  ptrdiff_t classes = class_count(x);
  double *z = scratch, *e = scratch + padded(classes);
  for (ptrdiff_t row = first_row; row < first_row + rows; row++) {
    row_top top = load_row(x, row, z);
    if (top.second == -INFINITY) {
      out[row - first_row] = 1;
      continue;
    }
    tempered_row t = temper_row(z, e, classes, top, beta);
    if (gamma == 0) {
      out[row - first_row] = exp(-t.log_sum);
      continue;
    }
    const double kappa = t.kappa, log_kappa = fmax(t.log_kappa, -1e30);
    double log_second = -gamma * log1p(-t.kappa);
    const double unshift = exp(-log_second);
    vreal one = 0;
    for (ptrdiff_t j = 0; j < classes; j += LANES) {
      vreal exponential = v_load(e + j), q = kappa * exponential;
      vreal u = beta * row_deltas(z, j, top.second) + log_kappa;
      focal_factors m = factors_of(q, gamma, small_q);
      vreal damp = 1 - gamma * (q * m.inverse * u);
      one += exponential * (m.power * unshift / damp);
    }
    double lead = log_h(-t.log_sum, t.log_rest - t.log_sum, gamma);
    out[row - first_row] = exp(-softplus(log(v_sum(one)) + t.log_kappa + log_second - lead));
  }
}
