// The focal calibration map's scalar terms for one class, in double precision.
//
//   ln h(v) = u - gamma ln(1-v) - ln(1 + gamma r),   r(v) = v (-ln v) / (1-v),   u = ln v

#ifndef CK_FOCAL_TERMS_H
#define CK_FOCAL_TERMS_H

#include <math.h>

#include "clones.h"

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

// ln h of the leading class from u = ln v and ln(1-v), which the other classes' sum gives exactly.
CK_INLINE double lead_log_h(double u, double log_w, double gamma) {
  return gamma == 0 ? u : u - gamma * log_w - log_damping(u, log_w, gamma);
}

#endif
