// Reading one row of scores into scratch, as logits of `real`. Include after vector_f32.h or
// vector_f64.h.

#include <float.h>
#include <math.h>

#include "CalibrationKernels.h"
#include "top_logits.h"

// Stands for -inf where arithmetic must stay finite: exp of it is 0, and its square is a float.
#define IMPOSSIBLE (real)-1e15

CK_INLINE ptrdiff_t class_count(ck_scores x) { return x.columns == 1 ? 2 : x.columns; }

CK_INLINE ptrdiff_t padded(ptrdiff_t count) { return (count + LANES - 1) / LANES * LANES; }

// The decimal of up to six digits that a probability was, where it rounds to the same float: the
// complement of 0.99 is then 0.01, and not 0.00999999.
CK_INLINE double as_decimal(float probability) {
  double decimal = rint(1e6 * (double)probability) / 1e6;
  return (float)decimal == probability ? decimal : (double)probability;
}

CK_INLINE void load_binary_row(ck_kind kind, float score, real *z) {
  double s = kind == CK_PROBABILITIES ? as_decimal(score) : score;
  switch (kind) {
    case CK_PROBABILITIES:
      z[0] = (real)(s == 1 ? log(FLT_MIN) : log1p(-s));
      z[1] = (real)log(fmax(s, FLT_MIN));
      break;
    case CK_LOG_PROBABILITIES:
      z[0] = (real)log(-expm1(s));
      z[1] = score;
      break;
    default:
      z[0] = 0;
      z[1] = score;
  }
}

CK_INLINE vreal load_scores(const float *p) {
  typedef float floats __attribute__((ext_vector_type(LANES), aligned(4)));
  return __builtin_convertvector(*(const floats *)p, vreal);
}

// Copies a row into z as logits, padded with -inf to whole vectors, and finds its top.
CK_INLINE top_logits load_row(ck_scores x, ptrdiff_t row, real *z) {
  const float *scores = x.scores + row * x.columns;
  const bool probabilities = x.kind == CK_PROBABILITIES;
  ptrdiff_t classes = class_count(x);
  lane_tops tops = tops_of_nothing();
  if (x.columns == 1) {
    for (int lane = 0; lane < LANES; lane++) z[lane] = -(real)INFINITY;
    load_binary_row(x.kind, scores[0], z);
    see(&tops, v_load(z));
    return joined(tops);
  }
  ptrdiff_t j = 0;
  for (; j + LANES <= classes; j += LANES) {
    vreal v = load_scores(scores + j);
    if (probabilities) v = v_log(v_max(v, (vreal)(real)FLT_MIN));
    v_store(z + j, v);
    see(&tops, v);
  }
  if (j < classes) {
    float tail[LANES];
    for (int lane = 0; lane < LANES; lane++) tail[lane] = probabilities ? 0 : -INFINITY;
    memcpy(tail, scores + j, (size_t)(classes - j) * sizeof(float));
    vreal v = load_scores(tail);
    if (probabilities) {
      v = v_log(v_max(v, (vreal)(real)FLT_MIN));
      for (ptrdiff_t lane = classes - j; lane < LANES; lane++) v[lane] = -(real)INFINITY;
    }
    v_store(z + j, v);
    see(&tops, v);
  }
  return joined(tops);
}
