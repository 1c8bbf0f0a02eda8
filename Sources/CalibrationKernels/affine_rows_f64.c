// Maps class by class and their likelihood in double precision, with what has no other: smoothing, and
// the likelihood of the focal map.

#include "vector_f64.h"

#include "affine_rows.h"

ptrdiff_t ck_likelihood_scratch_count(ptrdiff_t classes) {
  // Three rows, padded to whole vectors of either precision.
  return 3 * ((classes + 15) / 16 * 16);
}

CK_CLONES void ck_smooth_rows(double *log_probabilities, ptrdiff_t rows, ptrdiff_t classes,
                              double smoothing) {
  const double kept = 1 - smoothing, share = smoothing / (double)classes;
  ptrdiff_t count = rows * classes;
  for (ptrdiff_t i = 0; i < count; i += LANES) {
    vreal x = load_partial(log_probabilities + i, count - i, 0);
    vreal smooth = v_log(v_max(kept * v_exp(x) + share, (vreal)DBL_MIN));
    smooth = v_select(x == (vreal)-INFINITY, x, smooth);
    store_partial(log_probabilities + i, smooth, count - i);
  }
}

// With s_j = c_j (p_j - 1[j is the label]) and c = d ln h/du, the gradient with respect to x is
// s_j - q_j sum(s). The leading class's c grows as 1 / (1-q), so it is kept times 1-q, and q_j / (1-q)
// is a class's share of the classes that do not lead.
CK_CLONES ck_likelihood ck_focal_likelihood(double *x, ptrdiff_t rows, ptrdiff_t classes,
                                            const int32_t *labels, const double *weights,
                                            double gamma, double *scratch) {
  double *z = scratch, *e = z + padded(classes), *slopes = e + padded(classes);
  const double small_q = small_q_limit(gamma);
  ck_likelihood sum = {0};
  for (ptrdiff_t row = 0; row < rows; row++) {
    double *gradient = x + row * classes, weight = weights ? weights[row] : 1;
    likelihood_row r;
    if (weight == 0 || !prepare_row(gradient, classes, labels[row], z, e, &r)) {
      clear(gradient, classes);
      continue;
    }
    tempered_row t = r.softmax;
    double log_second = -gamma * log1p(-t.kappa);
    const double log_kappa = fmax(t.log_kappa, -1e30), unshift = exp(-log_second);
    vreal one = 0, one_a = 0, one_c = 0;
    for (ptrdiff_t j = 0; j < classes; j += LANES) {
      vreal exponential = v_load(e + j), q = t.kappa * exponential;
      vreal u = row_deltas(z, j, t.second) + log_kappa;
      focal_factors m = factors_of(q, gamma, small_q);
      vreal odds = q * m.inverse, r = -(odds * u), damp = 1 / (1 + gamma * r);
      vreal omega = exponential * (m.power * unshift * damp);
      vreal c = 1 + gamma * (odds - m.inverse * (r - q) * damp);
      one += omega;
      one_a -= omega * (m.log + r * damp);
      one_c += omega * c;
      v_store(slopes + j, omega * c);
    }
    double total = v_sum(one), others_a = v_sum(one_a) / total;
    double lead_log_w = t.log_rest - t.log_sum;
    log_h_slopes lead = slopes_of_log_h(-t.log_sum, lead_log_w, gamma);
    double lead_log_h = log_h(-t.log_sum, lead_log_w, gamma);
    double ratio = log(total) + t.log_kappa + log_second - lead_log_h;  // ln of others / leading
    double lead_p = exp(-softplus(ratio)), others_p = exp(-softplus(-ratio));
    double lead_slope = lead.u * fmax(exp(lead_log_w), 1e-140);  // c (1-q) of the leading class

    log_h_slopes label = lead;
    double label_log_p = -softplus(ratio);
    if (!r.leads) {
      double log_w = log1p(-exp(r.label_log_q));
      label = slopes_of_log_h(r.label_log_q, log_w, gamma);
      label_log_p = log_h(r.label_log_q, log_w, gamma) - lead_log_h - softplus(ratio);
    }
    double difference = lead.gamma - others_a;
    sum.value -= weight * label_log_p;
    sum.gamma += weight * (r.leads ? -others_p * difference
                                   : lead.gamma - others_p * difference - label.gamma);

    double scale = others_p / total;
    double others_s = scale * v_sum(one_c) - (r.leads ? 0 : label.u);
    double lead_s = lead_slope * (r.leads ? -others_p : lead_p);
    double common = t.kappa * others_s + exp(-(t.log_rest + t.gap)) * lead_s;
    for (ptrdiff_t j = 0; j < classes; j += LANES) {
      vreal g = scale * v_load(slopes + j) - common * v_load(e + j);
      store_partial(gradient + j, weight * g, classes - j);
    }
    gradient[r.index] = weight * (lead_s - exp(-t.log_sum) * others_s);
    if (!r.leads) gradient[labels[row]] -= weight * label.u;
  }
  return sum;
}
