// Maps over rows in double precision: reading, the focal map of a tempered softmax, writing.

#include "vector_f64.h"

#include "score_rows.h"
#include "real_rows.h"
#include "focal_terms.h"

CK_CLONES void ck_load_rows(ck_scores x, ptrdiff_t first_row, ptrdiff_t rows, double *out) {
  ptrdiff_t classes = class_count(x);
  const float *scores = x.scores + first_row * x.columns;
  if (x.columns == 1) {
    for (ptrdiff_t row = 0; row < rows; row++) load_binary_row(x.kind, scores[row], out + 2 * row);
    return;
  }
  ptrdiff_t count = rows * classes, i = 0;
  for (; i < count; i += LANES) {
    ptrdiff_t n = count - i < LANES ? count - i : LANES;
    vreal v;
    if (n == LANES) {
      v = load_scores(scores + i);
    } else {
      v = 0.5;
      for (ptrdiff_t lane = 0; lane < n; lane++) v[lane] = scores[i + lane];
    }
    if (x.kind == CK_PROBABILITIES) v = v_log(v_max(v, (vreal)FLT_MIN));
    memcpy(out + i, &v, (size_t)n * sizeof(double));
  }
}

CK_INLINE void focal_temperature_row(double *z, ptrdiff_t classes, double beta, double gamma) {
  top_logits top = find_top(z, classes);
  double gap = beta * (top.first - top.second);  // +inf when only one class is possible
  bool alone = top.second == -INFINITY;
  if (alone) top.second = top.first;
  vreal rest = 0;
  z[top.index] = -INFINITY;
  for (ptrdiff_t j = 0; j < classes; j += LANES) {
    vreal t = beta * (load_partial(z + j, classes - j, -INFINITY) - top.second);
    store_partial(z + j, t, classes - j);
    rest += v_exp(v_max(t, (vreal)-1e5));
  }
  double log_rest = log(v_sum(rest)) - gap;  // of the others' sum, relative to the leading class
  if (alone) log_rest = -INFINITY;
  double log_sum = log_one_plus(exp(log_rest));
  double log_scale = -gap - log_sum;  // ln q of an element with t = 0
  if (gamma == 0 || alone) {
    for (ptrdiff_t j = 0; j < classes; j += LANES) {
      vreal t = load_partial(z + j, classes - j, -INFINITY);
      store_partial(z + j, alone ? t : t + log_scale, classes - j);
    }
    z[top.index] = -log_sum;
    return;
  }
  double leading = log_h(-log_sum, log_rest - log_sum, gamma);
  double scale = exp(log_scale);
  vreal total = 0;
  for (ptrdiff_t j = 0; j < classes; j += LANES) {
    vreal t = v_max(load_partial(z + j, classes - j, -INFINITY), (vreal)-1e300);
    vreal e = v_exp(t), q = e * scale, u = t + log_scale;
    one_minus m = v_one_minus(q);
    vreal damp = 1 + gamma * (-(q * u) * m.inverse);
    vreal extra = -gamma * m.log;
    total += e * (v_exp(extra) / damp);
    // Stores ln h - log_scale.
    store_partial(z + j, t + (extra - v_log(damp)), classes - j);
  }
  double log_others = log(v_sum(total)) + log_scale;
  // ln p of the leading class is -ln(1 + others / leading), and the others follow from it.
  double ratio = log_others - leading;
  double lead = ratio < 0 ? -log_one_plus(exp(ratio)) : -(ratio + log_one_plus(exp(-ratio)));
  double shift = log_scale - leading + lead;
  for (ptrdiff_t j = 0; j < classes; j += LANES) {
    vreal t = load_partial(z + j, classes - j, -INFINITY);
    // Rounding must not lift a class that ties with the leading one above it.
    t = v_select(t <= -1e300, (vreal)-INFINITY, v_min(t + shift, (vreal)lead));
    store_partial(z + j, t, classes - j);
  }
  z[top.index] = lead;
}

CK_CLONES void ck_focal_temperature_rows(double *logits, ptrdiff_t rows, ptrdiff_t classes,
                                         double beta, double gamma) {
  for (ptrdiff_t row = 0; row < rows; row++) {
    focal_temperature_row(logits + row * classes, classes, beta, gamma);
  }
}

CK_CLONES void ck_store_rows(const double *log_probabilities, ptrdiff_t rows, ptrdiff_t classes,
                             ptrdiff_t columns, bool probabilities, float *out) {
  if (columns != classes) {
    for (ptrdiff_t row = 0; row < rows; row++) {
      double x = log_probabilities[row * classes + classes - 1];
      out[row] = (float)(probabilities ? exp(x) : x == -INFINITY ? x : fmax(x, -FLT_MAX));
    }
    return;
  }
  typedef float floats __attribute__((ext_vector_type(LANES)));
  ptrdiff_t count = rows * classes;
  for (ptrdiff_t i = 0; i < count; i += LANES) {
    ptrdiff_t n = count - i < LANES ? count - i : LANES;
    vreal x = load_partial(log_probabilities + i, n, 0);
    x = probabilities ? v_exp(x) : v_select(x == -INFINITY, x, v_max(x, (vreal)-FLT_MAX));
    floats y = __builtin_convertvector(x, floats);
    memcpy(out + i, &y, (size_t)n * sizeof(float));
  }
}

CK_CLONES void ck_exp_in_place(double *x, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i += LANES) {
    store_partial(x + i, v_exp(load_partial(x + i, count - i, 0)), count - i);
  }
}

CK_CLONES void ck_summarise_rows(const double *log_probabilities, ptrdiff_t rows, ptrdiff_t classes,
                                 const int32_t *labels, ck_row_summary *out) {
  for (ptrdiff_t row = 0; row < rows; row++) {
    const double *x = log_probabilities + row * classes;
    vreal squares = 0;
    for (ptrdiff_t j = 0; j < classes; j += LANES) {
      vreal p = v_exp(load_partial(x + j, classes - j, -INFINITY));
      squares += p * p;
    }
    top_logits top = find_top(x, classes);
    double label = x[labels[row]];
    // (1 - p)^2 + sum of the other squares, without the cancellation of 1 - 2p + sum p^2.
    double p = exp(label), others = v_sum(squares) - p * p;
    double brier = expm1(label) * expm1(label) + (others > 0 ? others : 0);
    out[row] = (ck_row_summary){
        .confidence = exp(top.first),
        .log_likelihood = label,
        .brier = brier,
        .predicted = (int32_t)top.index,
    };
  }
}
