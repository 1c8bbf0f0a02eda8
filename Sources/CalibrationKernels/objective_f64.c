// Fit objectives in double precision, for the last steps of a fit, confidences, and values alone.

#include "vector_f64.h"

#include "objective_rows.h"

// The classes that do not lead: the sums of omega and of its square, relative to the factor
// exp(log_second) (1-q)^(-gamma) of the second class.
typedef struct {
  double one, squares, log_second;
} other_classes;

CK_INLINE other_classes sum_others(const double *z, const double *e, ptrdiff_t classes,
                                   tempered_row t, double beta, double gamma) {
  const double small_q = small_q_limit(gamma), log_kappa = fmax(t.log_kappa, -1e30);
  double log_second = -gamma * log1p(-t.kappa), unshift = exp(-log_second);
  vreal one = 0, squares = 0;
  for (ptrdiff_t j = 0; j < classes; j += LANES) {
    vreal exponential = v_load(e + j), q = t.kappa * exponential;
    vreal u = beta * row_deltas(z, j, t.second) + log_kappa;
    focal_factors m = factors_of(q, gamma, small_q);
    vreal omega = exponential * (m.power * unshift / (1 - gamma * (q * m.inverse * u)));
    one += omega;
    squares += omega * omega;
  }
  return (other_classes){v_sum(one), v_sum(squares), log_second};
}

// ln of the others' probability over the leading class's.
CK_INLINE double log_others_over_lead(tempered_row t, other_classes others, double gamma) {
  return log(others.one) + t.log_kappa + others.log_second -
         log_h(-t.log_sum, t.log_rest - t.log_sum, gamma);
}

CK_CLONES void ck_confidence(ck_scores x, ptrdiff_t first_row, ptrdiff_t rows, double beta,
                             double gamma, double *out, double *scratch) {
  ptrdiff_t classes = class_count(x);
  double *z = scratch, *e = scratch + padded(classes);
  for (ptrdiff_t row = first_row; row < first_row + rows; row++) {
    top_logits top = load_row(x, row, z);
    if (top.second == -INFINITY) {
      out[row - first_row] = 1;
      continue;
    }
    tempered_row t = temper_row(z, e, classes, top, beta);
    if (gamma == 0) {
      out[row - first_row] = exp(-t.log_sum);
      continue;
    }
    other_classes others = sum_others(z, e, classes, t, beta, gamma);
    out[row - first_row] = exp(-softplus(log_others_over_lead(t, others, gamma)));
  }
}

CK_CLONES double ck_objective_value(ck_scores x, ptrdiff_t first_row, ptrdiff_t rows,
                                    const int32_t *labels, const double *weights, double beta,
                                    double gamma, ck_loss loss, double *scratch) {
  ptrdiff_t classes = class_count(x);
  double *z = scratch, *e = scratch + padded(classes), sum = 0;
  for (ptrdiff_t row = first_row; row < first_row + rows; row++) {
    double weight = weights ? weights[row] : 1;
    if (weight == 0) continue;
    top_logits top = load_row(x, row, z);
    if (top.second == -INFINITY) continue;
    bool leads = labels[row] == top.index;
    double label_delta = z[labels[row]] - top.second;
    tempered_row t = temper_row(z, e, classes, top, beta);
    other_classes others = sum_others(z, e, classes, t, beta, gamma);
    double ratio = log_others_over_lead(t, others, gamma);
    double lead_cost = softplus(ratio), cost = lead_cost;
    if (!leads) {
      double u = beta * label_delta + t.log_kappa;
      double lead_h = log_h(-t.log_sum, t.log_rest - t.log_sum, gamma);
      cost = lead_h + lead_cost - log_h(u, log1p(-exp(u)), gamma);
    }
    if (loss != CK_BRIER) {
      sum += weight * cost;
      continue;
    }
    double others_p = exp(-softplus(-ratio)), scale = others_p / others.one;
    double other_squares = scale * scale * others.squares;
    double lead_p = exp(-lead_cost), p = exp(-cost), missing = leads ? others_p : -expm1(-cost);
    sum += weight * (missing * missing + (leads ? other_squares
                                                : fmax(lead_p * lead_p + other_squares - p * p, 0)));
  }
  return sum;
}
