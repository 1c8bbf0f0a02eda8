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

#include "tempered_rows.h"

CK_INLINE void add(ck_objective *sum, double weight, ck_objective row) {
  sum->value += weight * row.value;
  sum->beta += weight * row.beta;
  sum->gamma += weight * row.gamma;
  sum->beta_beta += weight * row.beta_beta;
  sum->beta_gamma += weight * row.beta_gamma;
  sum->gamma_gamma += weight * row.gamma_gamma;
}

CK_INLINE ck_objective temperature_rows(ck_scores x, ptrdiff_t first_row, ptrdiff_t rows,
                                        const int32_t *labels, const double *weights, double beta,
                                        real *z) {
  ptrdiff_t classes = class_count(x);
  ck_objective sum = {0};
  log_sums logs = {0};
  for (ptrdiff_t row = first_row; row < first_row + rows; row++) {
    double weight = weights ? weights[row] : 1;
    if (weight == 0) continue;
    top_logits top = load_row(x, row, z);
    if (top.second == -(real)INFINITY) continue;  // one possible class: no loss at any beta
    double label_delta = (double)z[labels[row]] - (double)top.second;
    tempered_row t = temper_row(z, NULL, classes, top, beta);
    bool leads = labels[row] == top.index;
    add(&sum, weight,
        (ck_objective){
            .value = leads ? 0 : t.gap - beta * label_delta,
            .beta = leads ? -t.lead_zeta : t.mean - label_delta,
            .beta_beta = t.variance,
        });
    add_log(&logs, weight, t);
  }
  sum.value += sum_of(&logs);
  return sum;
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
    top_logits top = load_row(x, row, z);
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
