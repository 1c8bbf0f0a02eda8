// The fit objectives with their derivatives, one row after the other. Include after vector_f32.h or
// vector_f64.h.
//
// A row's leading class is treated in double precision and the other classes in vectors, relative to
// the second largest logit: the others' sum then never underflows, and 1 - q of the leading class
// comes from it without cancellation. Per class, with e = exp(beta delta), delta = z - second:
//   q = kappa e,  u = ln q = beta delta + ln kappa,  zeta = du/dbeta = delta - E_q[delta]
//   omega = e (1-q)^(-gamma) / (1 + gamma r)   up to a factor common to the row
// and with a = d ln h/dgamma, c = d ln h/du, w = d ln h/dbeta = c zeta, the objective needs the sums
// over classes of omega times 1, a, w and their second-order companions.

#include "score_rows.h"
#include "focal_terms.h"

// The softmax of a row, split into its leading class and the others.
typedef struct {
  double gap;       // beta (first - second)
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
CK_INLINE tempered_row temper_row(real *z, real *e, ptrdiff_t classes, row_top top, double beta) {
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
  double log_sum = log1p(sum * scale);
  double mean = (distance + scale * m1) / total;
  double lead_zeta = scale * (distance * sum - m1) / total;
  double spread = fmax(m2 - 2 * mean * m1 + mean * mean * sum, 0);
  return (tempered_row){
      .gap = gap,
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

CK_INLINE void add(ck_objective *sum, double weight, ck_objective row) {
  sum->value += weight * row.value;
  sum->beta += weight * row.beta;
  sum->gamma += weight * row.gamma;
  sum->beta_beta += weight * row.beta_beta;
  sum->beta_gamma += weight * row.beta_gamma;
  sum->gamma_gamma += weight * row.gamma_gamma;
}

CK_INLINE double softplus(double x) { return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)); }

CK_INLINE ck_objective temperature_rows(ck_scores x, ptrdiff_t first_row, ptrdiff_t rows,
                                        const int32_t *labels, const double *weights, double beta,
                                        real *z) {
  ptrdiff_t classes = class_count(x);
  ck_objective sum = {0};
  for (ptrdiff_t row = first_row; row < first_row + rows; row++) {
    double weight = weights ? weights[row] : 1;
    if (weight == 0) continue;
    row_top top = load_row(x, row, z);
    if (top.second == -(real)INFINITY) continue;  // one possible class: no loss at any beta
    double label_delta = (double)z[labels[row]] - (double)top.second;
    tempered_row t = temper_row(z, NULL, classes, top, beta);
    bool leads = labels[row] == top.index;
    add(&sum, weight,
        (ck_objective){
            .value = leads ? t.log_sum : -(beta * label_delta + t.log_kappa),
            .beta = leads ? -t.lead_zeta : t.mean - label_delta,
            .beta_beta = t.variance,
        });
  }
  return sum;
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

// Sums over the classes that do not lead, weighted by omega, or by its square.
typedef struct {
  vreal one, a, w, aa, ww, aw;
} class_sums;

CK_INLINE void accumulate(class_sums *sums, vreal weight, vreal a, vreal aa, vreal w_over_zeta,
                          vreal ww_over_zeta2, vreal offset, vreal aw_over_zeta, vreal zeta) {
  // The weight meets zeta before it is squared: an impossible class has weight 0 and a huge zeta.
  vreal z = weight * zeta;
  sums->one += weight;
  sums->a += weight * a;
  sums->w += z * w_over_zeta;
  sums->aa += weight * aa;
  sums->ww += z * zeta * ww_over_zeta2 - weight * offset;
  sums->aw += z * aw_over_zeta;
}

// The same for one class or a distribution of them, in double precision: t = (a, w) are the
// derivatives of ln h with respect to gamma and beta, and their second derivatives.
typedef struct {
  double a, w, aa, ww, aw;
} log_h_derivatives;

CK_INLINE log_h_derivatives derivatives_of_class(double u, double log_w, double gamma, double zeta,
                                                 double variance) {
  log_h_slopes s = slopes_of_log_h(u, log_w, gamma);
  return (log_h_derivatives){
      .a = s.gamma,
      .w = s.u * zeta,
      .aa = s.gamma_gamma,
      .ww = s.u_u * zeta * zeta - s.u * variance,
      .aw = s.gamma_u * zeta,
  };
}

CK_INLINE log_h_derivatives normalised(class_sums sums, double one) {
  return (log_h_derivatives){
      .a = v_sum(sums.a) / one,
      .w = v_sum(sums.w) / one,
      .aa = v_sum(sums.aa) / one,
      .ww = v_sum(sums.ww) / one,
      .aw = v_sum(sums.aw) / one,
  };
}

CK_INLINE ck_objective focal_temperature_rows(ck_scores x, ptrdiff_t first_row, ptrdiff_t rows,
                                              const int32_t *labels, const double *weights,
                                              double beta, double gamma, const bool brier,
                                              real *scratch) {
  ptrdiff_t classes = class_count(x);
  real *z = scratch, *e = scratch + padded(classes);
  const real g = (real)gamma, small_q = small_q_limit(g);
  ck_objective sum = {0};
  for (ptrdiff_t row = first_row; row < first_row + rows; row++) {
    double weight = weights ? weights[row] : 1;
    if (weight == 0) continue;
    row_top top = load_row(x, row, z);
    if (top.second == -(real)INFINITY) continue;
    bool leads = labels[row] == top.index;
    double label_delta = (double)z[labels[row]] - (double)top.second;
    tempered_row t = temper_row(z, e, classes, top, beta);

    // omega is taken relative to the second class's (1-q)^(-gamma), so that neither it nor its
    // square leaves the range of a float.
    double log_second = -gamma * log1p(-t.kappa);
    const real kappa = (real)t.kappa, log_kappa = (real)fmax(t.log_kappa, -1e30);
    const real unshift = (real)exp(-log_second), variance = (real)t.variance, mean = (real)t.mean;
    class_sums sums = {0}, squares = {0};
    for (ptrdiff_t j = 0; j < classes; j += LANES) {
      vreal delta = row_deltas(z, j, top.second), exponential = v_load(e + j);
      vreal zeta = delta - mean, u = (real)beta * delta + log_kappa, q = kappa * exponential;
      focal_factors m = factors_of(q, g, small_q);
      vreal odds = q * m.inverse;
      vreal r = -(odds * u);
      vreal damp = 1 / (1 + g * r);
      vreal omega = exponential * (m.power * unshift * damp);
      vreal rd = r * damp, a = -(m.log + rd);
      vreal rho = m.inverse * (r - q), rho_damp = rho * damp;
      vreal rho_u = m.inverse * (rho * (1 + q) - q);
      vreal c = 1 + g * (odds - rho_damp);
      vreal c_u = g * (odds * m.inverse - damp * (rho_u - g * rho * rho_damp));
      vreal d = odds - rho_damp * damp;
      accumulate(&sums, omega, a, a * a + rd * rd, c, c * c + c_u, c * variance, a * c + d, zeta);
      if (brier) {
        accumulate(&squares, omega * omega, a, 4 * (a * a) + 2 * (rd * rd), c,
                   4 * (c * c) + 2 * c_u, 2 * (c * variance), 4 * (a * c) + 2 * d, zeta);
      }
    }

    double one = v_sum(sums.one);
    log_h_derivatives others = normalised(sums, one);
    double lead_log_w = t.log_rest - t.log_sum;
    double lead_log_h = log_h(-t.log_sum, lead_log_w, gamma);
    double ratio = log(one) + t.log_kappa + log_second - lead_log_h;  // ln of others / leading
    double log_total = lead_log_h + softplus(ratio);
    double lead_p = exp(-softplus(ratio)), others_p = exp(-softplus(-ratio));
    log_h_derivatives lead =
        derivatives_of_class(-t.log_sum, lead_log_w, gamma, t.lead_zeta, t.variance);

    log_h_derivatives label = lead;
    double label_log_p = -softplus(ratio);
    if (!leads) {
      double u = beta * label_delta + t.log_kappa, log_w = log1p(-exp(u));
      label = derivatives_of_class(u, log_w, gamma, label_delta - t.mean, t.variance);
      label_log_p = log_h(u, log_w, gamma) - log_total;
    }

    // Means over the map's probabilities less the label's, and second derivatives of ln(sum h):
    // written as differences weighted by others_p, which stay exact where the leading class is all
    // but certain.
    double da = lead.a - others.a, dw = lead.w - others.w, cross = lead_p * others_p;
    double mean_a = leads ? -others_p * da : lead.a - others_p * da - label.a;
    double mean_w = leads ? -others_p * dw : lead.w - others_p * dw - label.w;
    double tau_aa = others_p * (others.aa - others.a * others.a) + cross * da * da;
    double tau_ww = others_p * (others.ww - others.w * others.w) + cross * dw * dw;
    double tau_aw = others_p * (others.aw - others.a * others.w) + cross * da * dw;
    if (!brier) {
      double own = leads ? -others_p : lead_p;
      add(&sum, weight,
          (ck_objective){
              .value = -label_log_p,
              .gamma = mean_a,
              .beta = mean_w,
              .gamma_gamma = tau_aa + own * lead.aa - (leads ? 0 : label.aa),
              .beta_beta = tau_ww + own * lead.ww - (leads ? 0 : label.ww),
              .beta_gamma = tau_aw + own * lead.aw - (leads ? 0 : label.aw),
          });
      continue;
    }
    tau_aa += lead_p * lead.aa;
    tau_ww += lead_p * lead.ww;
    tau_aw += lead_p * lead.aw;
    // Sums over classes of p^2, p^2 (t - E t) and p^2 (4 (t - E t)(t' - E t') + 2 t''), split into the
    // leading class and the others, whose p^2 is s times their omega^2.
    double s = others_p / one * (others_p / one);
    double s_one = s * v_sum(squares.one);
    log_h_derivatives sq = normalised(squares, 1);
    double lead_p2 = lead_p * lead_p;
    double lead_a = others_p * da, lead_w = others_p * dw;  // lead t - E t
    double base_a = lead.a - lead_a, base_w = lead.w - lead_w;  // E t
    double p2 = lead_p2 + s_one;
    double p2_a = lead_p2 * lead_a + s * sq.a - base_a * s_one;
    double p2_w = lead_p2 * lead_w + s * sq.w - base_w * s_one;
    double p2_aa = lead_p2 * (4 * lead_a * lead_a + 2 * lead.aa) + s * sq.aa -
                   8 * base_a * s * sq.a + 4 * base_a * base_a * s_one;
    double p2_ww = lead_p2 * (4 * lead_w * lead_w + 2 * lead.ww) + s * sq.ww -
                   8 * base_w * s * sq.w + 4 * base_w * base_w * s_one;
    double p2_aw = lead_p2 * (4 * lead_a * lead_w + 2 * lead.aw) + s * sq.aw -
                   4 * base_a * s * sq.w - 4 * base_w * s * sq.a + 4 * base_a * base_w * s_one;
    double p = exp(label_log_p), label_a = -mean_a, label_w = -mean_w;  // label t - E t
    double missing = leads ? others_p : -expm1(label_log_p);
    add(&sum, weight,
        (ck_objective){
            .value = missing * missing + (leads ? s_one : fmax(p2 - p * p, 0)),
            .gamma = 2 * (p2_a - p * label_a),
            .beta = 2 * (p2_w - p * label_w),
            .gamma_gamma =
                p2_aa - 2 * tau_aa * p2 - 2 * p * (label_a * label_a + label.aa - tau_aa),
            .beta_beta = p2_ww - 2 * tau_ww * p2 - 2 * p * (label_w * label_w + label.ww - tau_ww),
            .beta_gamma = p2_aw - 2 * tau_aw * p2 - 2 * p * (label_a * label_w + label.aw - tau_aw),
        });
  }
  return sum;
}

CK_CLONES ck_objective SUFFIXED(ck_objective)(ck_scores x, ptrdiff_t first_row, ptrdiff_t rows,
                                              const int32_t *labels, const double *weights,
                                              double beta, double gamma, ck_loss loss,
                                              real *scratch) {
  switch (loss) {
    case CK_TEMPERATURE_NLL:
      return temperature_rows(x, first_row, rows, labels, weights, beta, scratch);
    case CK_BRIER:
      return focal_temperature_rows(x, first_row, rows, labels, weights, beta, gamma, true, scratch);
    default:
      return focal_temperature_rows(x, first_row, rows, labels, weights, beta, gamma, false,
                                    scratch);
  }
}
