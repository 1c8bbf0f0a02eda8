// Maps that are linear in the logits, class by class, and the likelihood of a softmax with its
// gradient. Include after vector_f32.h or vector_f64.h.

#include "likelihood_rows.h"

CK_CLONES void SUFFIXED(ck_affine_rows)(const real *x, ptrdiff_t rows, ptrdiff_t classes,
                                        const real *diagonal, const real *intercept, real *out) {
  for (ptrdiff_t row = 0; row < rows; row++) {
    const real *from = x + row * classes;
    real *to = out + row * classes;
    for (ptrdiff_t j = 0; j < classes; j += LANES) {
      ptrdiff_t n = classes - j;
      vreal v = load_partial(from + j, n, 0);
      vreal y = load_partial(diagonal + j, n, 0) * v + load_partial(intercept + j, n, 0);
      store_partial(to + j, v_select(v == -(real)INFINITY, v, y), n);
    }
  }
}

CK_CLONES void SUFFIXED(ck_add_affine_gradient)(const real *x, const real *gradient,
                                                ptrdiff_t rows, ptrdiff_t classes,
                                                double *diagonal, double *intercept) {
  for (ptrdiff_t row = 0; row < rows; row++) {
    for (ptrdiff_t j = 0; j < classes; j += LANES) {
      ptrdiff_t n = classes - j;
      vreal g = load_partial(gradient + row * classes + j, n, 0);
      // An impossible class has no gradient, which its -inf must not turn into a NaN.
      vreal v = v_max(load_partial(x + row * classes + j, n, 0), (vreal)IMPOSSIBLE);
      add_to_sums(diagonal + j, g * v, n);
      add_to_sums(intercept + j, g, n);
    }
  }
}

CK_CLONES double SUFFIXED(ck_softmax_likelihood)(real *x, ptrdiff_t rows, ptrdiff_t classes,
                                                 const int32_t *labels, const double *weights,
                                                 real *scratch) {
  real *z = scratch, *e = z + padded(classes);
  log_sums logs = {0};
  for (ptrdiff_t row = 0; row < rows; row++) {
    real *gradient = x + row * classes;
    double weight = weights ? weights[row] : 1;
    likelihood_row r;
    if (weight == 0 || !prepare_row(gradient, classes, labels[row], z, e, &r)) {
      clear(gradient, classes);
      continue;
    }
    if (!r.leads) logs.sum += weight * (r.softmax.gap - r.label_delta);
    add_log(&logs, weight, r.softmax);
    real scale = (real)(weight * r.softmax.kappa);
    for (ptrdiff_t j = 0; j < classes; j += LANES) {
      store_partial(gradient + j, scale * v_load(e + j), classes - j);
    }
    gradient[r.index] = (real)(weight * (r.leads ? -r.softmax.rest : r.softmax.lead));
    if (!r.leads) gradient[labels[row]] -= (real)weight;
  }
  return sum_of(&logs);
}

CK_CLONES void SUFFIXED(ck_softmax_curvature)(real *gradient, const real *x, ptrdiff_t rows,
                                              ptrdiff_t classes, const int32_t *labels,
                                              const double *weights, real floor, real *scaling,
                                              real *squares) {
  for (ptrdiff_t row = 0; row < rows; row++) {
    const ptrdiff_t first = row * classes, label = first + labels[row];
    const real weight = (real)(weights ? weights[row] : 1);
    // p is the gradient but for the label, whose p - 1 keeps what p rounds off.
    const real rest = -gradient[label];
    vreal sums = 0;
    for (ptrdiff_t j = 0; j < classes; j += LANES) {
      ptrdiff_t n = classes - j;
      vreal score = v_max(load_partial(x + first + j, n, floor), (vreal)floor);
      sums += load_partial(gradient + first + j, n, 0) * score;
      store_partial(squares + first + j, score * score, n);
    }
    const real of_label = fmax(x[label], floor), inverse = weight > 0 ? 1 / weight : 0;
    const real mean = ((real)v_sum(sums) + weight * of_label) * inverse;
    for (ptrdiff_t j = 0; j < classes; j += LANES) {
      ptrdiff_t n = classes - j;
      vreal p = load_partial(gradient + first + j, n, 0);
      vreal score = v_max(load_partial(x + first + j, n, floor), (vreal)floor);
      store_partial(scaling + first + j, p * (score - mean), n);
      store_partial(gradient + first + j, p * (1 - inverse * p), n);
    }
    scaling[label] = (weight - rest) * (of_label - mean);
    gradient[label] = rest * (1 - inverse * rest);
  }
}
