// One row's tempered softmax and the focal map's factors of its classes. Include after vector_f32.h or
// vector_f64.h.
//
// A row's leading class is treated in double precision and the other classes in vectors, relative to
// the second largest logit: the others' sum then never underflows, and 1 - q of the leading class
// comes from it without cancellation.

#include "score_rows.h"
#include "focal_terms.h"

// The softmax of a row, split into its leading class and the others.
typedef struct {
  double gap;       // beta (first - second)
  double lead;      // q of the leading class
  double odds;      // (1 - q) / q of the leading class
  double rest;      // 1 - q of the leading class
  double log_sum;   // -ln q of the leading class
  double log_rest;  // ln of (1 - q) / q of the leading class
  double log_kappa; // ln q of a class with delta = 0
  double kappa;
  double mean;      // E_q[delta]
  double variance;  // Var_q[delta]
  double lead_zeta; // delta - mean of the leading class
  double second;
} tempered_row;

CK_INLINE vreal row_deltas(const real *z, ptrdiff_t j, real second) {
  return v_max(v_load(z + j) - second, (vreal)IMPOSSIBLE);
}

// Fills e with exp(beta delta) unless it is NULL. The leading class's logit is overwritten.
CK_INLINE tempered_row temper_row(real *z, real *e, ptrdiff_t classes, top_logits top, double beta) {
  z[top.index] = -(real)INFINITY;
  vreal rest = 0, first_moment = 0, second_moment = 0;
  for (ptrdiff_t j = 0; j < classes; j += LANES) {
    vreal delta = row_deltas(z, j, top.second);
    vreal v = v_exp((real)beta * delta);
    if (e) v_store(e + j, v);
    rest += v;
    first_moment += v * delta;
    second_moment += v * delta * delta;
  }
  double distance = fmin((double)top.first - (double)top.second, 1e15);
  double sum = v_sum(rest), m1 = v_sum(first_moment), m2 = v_sum(second_moment);
  double gap = beta * distance, scale = exp(-gap), total = 1 + sum * scale;
  double log_sum = log_one_plus(sum * scale);
  double mean = (distance + scale * m1) / total;
  double lead_zeta = scale * (distance * sum - m1) / total;
  double spread = fmax(m2 - 2 * mean * m1 + mean * mean * sum, 0);
  return (tempered_row){
      .gap = gap,
      .lead = 1 / total,
      .odds = sum * scale,
      .rest = scale * sum / total,
      .log_sum = log_sum,
      .log_rest = log(sum) - gap,
      .log_kappa = -gap - log_sum,
      .kappa = scale / total,
      .mean = mean,
      .variance = (lead_zeta * lead_zeta + scale * spread) / total,
      .lead_zeta = lead_zeta,
      .second = top.second,
  };
}

// The sum of weight * -ln q of the leading class over rows, whose logarithms are taken many at a time.
typedef struct {
  double sum, weights[64], odds[64];
  ptrdiff_t count;
} log_sums;

CK_INLINE double sum_of(log_sums *logs) {
  logs->sum += ck_sum_log_one_plus(logs->weights, logs->odds, logs->count);
  logs->count = 0;
  return logs->sum;
}

CK_INLINE void add_log(log_sums *logs, double weight, tempered_row row) {
  logs->weights[logs->count] = weight;
  logs->odds[logs->count] = row.odds;
  if (++logs->count == 64) sum_of(logs);
}

CK_INLINE double softplus(double x) { 
  return x > 0 ? x + log_one_plus(exp(-x)) : log_one_plus(exp(x));
}

CK_INLINE bool v_all_below(vreal x, real limit) { return !__builtin_reduce_or(x > limit); }

// ln(1-q), 1/(1-q) and (1-q)^(-gamma). Most classes of a row are all but impossible: whole vectors of
// them take a short way.
typedef struct {
  vreal log, inverse, power;
} focal_factors;

CK_INLINE focal_factors factors_of(vreal q, real gamma, real small_q) {
  if (v_all_below(q, small_q)) {
    one_minus m = v_one_minus_small(q);
    return (focal_factors){m.log, m.inverse, exp_series(-gamma * m.log)};
  }
  one_minus m = v_one_minus(q);
  return (focal_factors){m.log, m.inverse, v_exp(-gamma * m.log)};
}

// Where the short way of factors_of is exact to rounding.
CK_INLINE real small_q_limit(real gamma) {
  real size = fabs(gamma);
  return size * SMALL_Q > SMALL_Y / 2 ? SMALL_Y / 2 / size : SMALL_Q;
}
