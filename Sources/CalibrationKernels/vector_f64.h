// Eight doubles at a time.

#include <stdint.h>
#include <string.h>

#include "clones.h"

#define LANES 8
#define SUFFIXED(name) name##_f64
#define REAL_MAX 1.7976931348623157e308

typedef double real;
typedef double vreal __attribute__((ext_vector_type(LANES)));
typedef __typeof__((vreal){0} < (vreal){0}) vint;
typedef double vreal_unaligned __attribute__((ext_vector_type(LANES), aligned(8)));

#define ROUNDER 6755399441055744.0
#define EXPONENT_SHIFT 52
#define EXPONENT_BIAS 1023
#define EXP_LOW -708.39
#define EXP_HIGH 709.78
#define LN2_HIGH 6.93147180369123816490e-01
#define LN2_LOW 1.90821492927058770002e-10
#define LOG2_E 1.44269504088896340736
#define SQRT_HALF_BITS 0x3fe6a09e667f3bcd

CK_INLINE vreal exp_tail(vreal r) {
  vreal r2 = r * r;
  vreal low = 0.50000000000000010211 + r * 0.16666666666666667452 +
              r2 * (0.041666666666624161903 + r * 0.0083333333333300644495);
  vreal high = 0.0013888888917196719077 + r * 0.00019841269863040545271 +
               r2 * (0.000024801521322368693266 + r * 2.7557268480310025526e-6 +
                     r2 * (2.7620075879983366586e-7 + r * 2.5100375832561233664e-8));
  return low + r2 * r2 * high;
}

CK_INLINE vreal log_tail(vreal x) {
  return 0.66666666666666696862 +
         x * (0.3999999999989950449 +
              x * (0.28571428625975484921 +
                   x * (0.22222211134795079855 +
                        x * (0.1818288912526172208 +
                             x * (0.15331721600556041269 + x * 0.1461644968504340586)))));
}

CK_INLINE vreal log1m_tail(vreal x) {
  vreal x2 = x * x;
  vreal low = 0.66666666666666666886 + x * 0.39999999999999522505 +
              x2 * (0.28571428571600099292 + x * 0.22222222198236770557);
  vreal high = 0.18181819897962714383 + x * 0.15384543964860549287 +
               x2 * (0.13335178631449255837 + x * 0.1173427906130319746 +
                     x2 * (0.10845178394880014822 + x * 0.074921437955507673008 +
                           x2 * 0.15630577800922850446));
  return low + x2 * x2 * high;
}

#define SMALL_Q 0x1p-8
#define SMALL_Y 0x1p-5

CK_INLINE vreal log1m_series(vreal q) {
  vreal q2 = q * q;
  return 1 + q * 0.5 + q2 * (1.0 / 3 + q * 0.25) +
         q2 * q2 * (0.2 + q * (1.0 / 6) + q2 * (1.0 / 7));
}

CK_INLINE vreal inverse_series(vreal q) {
  vreal q2 = q * q;
  return (1 + q) * (1 + q2 * (1 + q2));
}

CK_INLINE vreal exp_series(vreal y) {
  vreal y2 = y * y;
  return 1 + (y + y2 * (0.5 + y * (1.0 / 6) + y2 * (1.0 / 24 + y * (1.0 / 120)) +
                        y2 * y2 * (1.0 / 720 + y * (1.0 / 5040))));
}

#include "vector_functions.h"
