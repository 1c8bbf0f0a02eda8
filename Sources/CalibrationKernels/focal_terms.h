// The focal calibration map's terms for one class, in double precision.
//
//   ln h(v) = u - gamma ln(1-v) - ln(1 + gamma r),   r(v) = v (-ln v) / (1-v),   u = ln v

#ifndef CK_FOCAL_TERMS_H
#define CK_FOCAL_TERMS_H

#include <math.h>

#include "clones.h"

// ln(1 + x) for x >= 0, corrected for what the addition rounded off: in half the time of log1p.
CK_INLINE double log_one_plus(double x) {
  double y = 1 + x;
  return log(y) + (x - (y - 1)) / y;
}

// (1 - r) / w with w = 1-v: the sum of w^(k-1) / (k (k+1)), which tends to 1/2 where v tends to 1.
CK_INLINE double one_minus_r_over(double u, double w) {
  if (w > 0.05) return (1 + (1 - w) * u / w) / w;
  double sum = 0;
  for (int k = 14; k >= 1; k--) sum = sum * w + 1.0 / (k * (k + 1));
  return sum;
}

// r'(v) = (-ln v - w) / w^2: the sum of w^(k-2) / k, k >= 2.
CK_INLINE double r_slope(double u, double w) {
  if (w > 0.05) return (-u - w) / (w * w);
  double sum = 0;
  for (int k = 15; k >= 2; k--) sum = sum * w + 1.0 / k;
  return sum;
}

// ln(1 + gamma r).
CK_INLINE double log_damping(double u, double log_w, double gamma) {
  double w = exp(log_w), rest = one_minus_r_over(u, w);
  // At gamma = -1 the factor 1 + gamma r is 1 - r, which vanishes with w; its logarithm does not.
  return gamma == -1 ? log_w + log(rest) : log((1 + gamma) - gamma * (w * rest));
}

// ln h of a class from u = ln v and ln(1-v); for the leading class the other classes' sum gives the
// latter exactly.
CK_INLINE double log_h(double u, double log_w, double gamma) {
  return gamma == 0 ? u : u - gamma * log_w - log_damping(u, log_w, gamma);
}

// Derivatives of ln h.
typedef struct {
  double gamma;        // d/dgamma
  double gamma_gamma;  // d2/dgamma2
  double u;            // d/du
  double u_u;          // d2/du2
  double gamma_u;      // d2/dgamma du
} log_h_slopes;

CK_INLINE log_h_slopes slopes_of_log_h(double u, double log_w, double gamma) {
  // Beyond 1e-140 the slopes of a class that is all but certain would overflow; they only ever meet
  // factors that vanish faster.
  double w = fmax(exp(log_w), 1e-140), v = -expm1(log_w);
  if (v <= 0) return (log_h_slopes){.u = 1};  // v underflows: ln h = u
  double rest = one_minus_r_over(u, w), r = 1 - w * rest;
  double damp = 1 / ((1 + gamma) - gamma * (w * rest)), odds = v / w;
  double rho = 1 - rest;  // dr/du = (r - v) / w
  double rho_u;           // d rho/du = rest + (1 - 2 rest) / w, where 1 - 2 rest vanishes with w
  if (w > 0.05) {
    rho_u = rest + (1 - 2 * rest) / w;
  } else {
    double sum = 0;
    for (int k = 14; k >= 2; k--) sum = sum * w + 1.0 / (k * (k + 1));
    rho_u = rest - 2 * sum;
  }
  return (log_h_slopes){
      .gamma = -log_w - r * damp,
      .gamma_gamma = r * damp * r * damp,
      .u = 1 + gamma * (odds - rho * damp),
      .u_u = gamma * (odds / w - damp * (rho_u - gamma * rho * damp * rho)),
      .gamma_u = odds - rho * damp * damp,
  };
}

#endif
