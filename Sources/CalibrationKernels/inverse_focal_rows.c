// The inverse of the focal map, row by row in double precision.
//
// q solves  ln h(q_j) = ln h(q_lead) + ln p_j - ln p_lead,  sum q_j = 1. The unknown is lambda, the
// log-odds of the leading class, which is accurate at both ends. All other classes have q_j <= 1/2,
// where h ascends whatever gamma; only the leading class may stand where h descends (gamma < 0).
//
//   F(lambda) = ln(sum of the other q_j) - ln(1 - q_lead)
//
// is at most 0 where all classes are equal and grows without bound. It has one root: for gamma >= 0
// every term ascends, and for gamma < 0
//   dF/dlambda >= v + min(0, d ln h(v)/dlambda) / (least slope of ln h below 1/2) > 0,  v = q_lead,
// which Tests/CalibrationTests checks over a grid.

#include <math.h>

#include "CalibrationKernels.h"
#include "vector_f64.h"

#include "real_rows.h"
#include "focal_terms.h"

#define LN_HALF -0.69314718055994530942

typedef struct {
  vreal u, slope;  // ln q and d ln h / d ln q; the slope is +inf where q was cut at 1/2
} branch_point;

// ln q <= ln(1/2) with ln h(q) = y, the ascending branch of h.
CK_INLINE branch_point solve_branch(vreal y, double gamma) {
  double raised = fmax(gamma, 0);
  y = v_max(y, (vreal)-1e300);
  // For v <= 1/2, ln h - ln v lies within these bounds.
  vreal low = y - (raised * -LN_HALF + 1.2), high = v_min(y + (log1p(raised) + 0.7), (vreal)LN_HALF);
  low = v_min(low, high);
  vreal u = v_min(y, high), slope = 1;
  for (int iteration = 0; iteration < 80; iteration++) {
    vreal v = v_exp(u);
    one_minus m = v_one_minus(v);
    vreal damp = 1 + gamma * (-(v * u) * m.inverse);
    vreal miss = u - gamma * m.log - v_log(damp) - y;
    vreal bend = (v * -u - v * (1 - v)) * m.inverse * m.inverse;  // v r'(v)
    slope = 1 + gamma * (v * m.inverse - bend / damp);
    vint above = miss > 0;
    high = v_select(above, u, high);
    low = v_select(above, low, u);
    vreal next = u - miss / slope;
    next = v_select((next >= low) & (next <= high), next, 0.5 * (low + high));
    vreal step = next - u;
    u = next;
    // Newton's error is squared by the step that was just taken.
    vint moving = v_max(step, -step) > 1e-9;
    if (__builtin_reduce_or(moving) == 0) break;
  }
  return (branch_point){u, v_select(u >= LN_HALF, (vreal)INFINITY, slope)};
}

typedef struct {
  double u, log_w;  // ln v and ln(1 - v)
  double log_h, log_h_slope;  // and d ln h / d lambda
} lead_point;

CK_INLINE lead_point lead_at(double lambda, double gamma) {
  double small = log1p(exp(-fabs(lambda)));
  double u = lambda > 0 ? -small : lambda - small;
  double log_w = lambda > 0 ? -lambda - small : -small;
  double v = exp(u), w = exp(log_w), rest = one_minus_r_over(u, w);
  // v w r' / (1 + gamma r), where the denominator is w rest at gamma = -1.
  double bend = v * r_slope(u, w);
  bend = gamma == -1 ? bend / rest : bend * w / ((1 + gamma) - gamma * (w * rest));
  return (lead_point){u, log_w, log_h(u, log_w, gamma), w + gamma * (v - bend)};
}

typedef struct {
  double value, slope;
} root_miss;

CK_INLINE root_miss miss_at(double lambda, const double *x, ptrdiff_t classes, double second,
                            double gamma) {
  lead_point lead = lead_at(lambda, gamma);
  double shift = solve_branch((vreal)(lead.log_h + second), gamma).u[0];
  vreal sum = 0, moving = 0;
  for (ptrdiff_t j = 0; j < classes; j += LANES) {
    vreal y = lead.log_h + load_partial(x + j, classes - j, -INFINITY);
    branch_point other = solve_branch(y, gamma);
    vreal q = v_exp(v_min(other.u - shift, (vreal)0));
    sum += q;
    moving += q / other.slope;
  }
  double total = v_sum(sum);
  return (root_miss){log(total) + shift - lead.log_w,
                     v_sum(moving) / total * lead.log_h_slope + exp(lead.u)};
}

CK_INLINE void inverse_focal_row(double *z, ptrdiff_t classes, double gamma) {
  top_logits top = find_top(z, classes);
  z[top.index] = -INFINITY;
  vreal rest = 0;
  for (ptrdiff_t j = 0; j < classes; j += LANES) {
    vreal x = load_partial(z + j, classes - j, -INFINITY) - top.first;
    store_partial(z + j, x, classes - j);
    rest += v_exp(v_max(x + (top.first - top.second), (vreal)-1e5));
  }
  if (top.second == -INFINITY) {
    z[top.index] = 0;
    return;
  }
  double second = top.second - top.first;
  double low = -log((double)(classes - 1)), high = INFINITY;
  double lambda = -(log(v_sum(rest)) + second);  // that of p
  if (gamma > 0 && lambda > 0) lambda /= 1 + gamma;
  lambda = fmax(lambda, low);
  for (int iteration = 0; iteration < 200; iteration++) {
    root_miss miss = miss_at(lambda, z, classes, second, gamma);
    if (miss.value > 0) high = lambda;
    else low = lambda;
    double next = lambda - miss.value / miss.slope;
    if (!(next >= low && next <= high)) {
      next = high < INFINITY ? 0.5 * (low + high) : lambda + fmax(1, fabs(lambda));
    }
    double step = next - lambda;
    lambda = next;
    if (fabs(step) <= 1e-8 + 1e-13 * fabs(lambda)) break;
  }
  lead_point lead = lead_at(lambda, gamma);
  for (ptrdiff_t j = 0; j < classes; j += LANES) {
    vreal x = load_partial(z + j, classes - j, -INFINITY);
    // Rounding must not lift a class that ties with the leading one above it.
    vreal u = v_min(solve_branch(lead.log_h + x, gamma).u, (vreal)lead.u);
    store_partial(z + j, v_select(x == -INFINITY, x, u), classes - j);
  }
  z[top.index] = lead.u;
}

CK_CLONES void ck_inverse_focal_rows(double *logits, ptrdiff_t rows, ptrdiff_t classes,
                                     double gamma) {
  for (ptrdiff_t row = 0; row < rows; row++) {
    inverse_focal_row(logits + row * classes, classes, gamma);
  }
}
