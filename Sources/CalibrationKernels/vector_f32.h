// Sixteen floats at a time: one register with AVX-512, two with AVX2, four with SSE2 or NEON.

#include <stdint.h>
#include <string.h>

#include "clones.h"

#define LANES 16
#define SUFFIXED(name) name##_f32
#define REAL_MAX 3.402823466e38f

typedef float real;
typedef float vreal __attribute__((ext_vector_type(LANES)));
typedef __typeof__((vreal){0} < (vreal){0}) vint;
typedef float vreal_unaligned __attribute__((ext_vector_type(LANES), aligned(4)));

// Adding and subtracting 1.5 * 2^23 rounds to the nearest integer, which then stands in the low bits.
#define ROUNDER 12582912.0f
#define EXPONENT_SHIFT 23
#define EXPONENT_BIAS 127
#define EXP_LOW -87.33f
#define EXP_HIGH 88.72f
#define LN2_HIGH 0.693359375f
#define LN2_LOW -2.12194440e-4f
#define LOG2_E 1.44269504088896341f
// The bits of sqrt(1/2), for splitting x = 2^k m with sqrt(1/2) <= m < sqrt(2).
#define SQRT_HALF_BITS 0x3f3504f3

CK_INLINE vreal exp_tail(vreal r) {
  return 0.5f +
         r * (0.1666657703f + r * (0.04166655466f + r * (0.008363173075f + r * 0.001392617612f)));
}

CK_INLINE vreal log_tail(vreal x) {
  return 0.6666666655f + x * (0.4000012184f + x * (0.2855082082f + x * 0.2333046722f));
}

CK_INLINE vreal log1m_tail(vreal x) {
  return 0.6666666732f +
         x * (0.3999970633f + x * (0.2859235799f + x * (0.217065758f + x * 0.2322432922f)));
}

// Series for small arguments: of -ln(1-q) / q and (1/(1-q) - 1) / q where q <= SMALL_Q, and of e^y
// where |y| <= SMALL_Y.
#define SMALL_Q 0x1p-8f
#define SMALL_Y 0x1p-5f

CK_INLINE vreal log1m_series(vreal q) {
  return 1 + q * (0.5f + q * (0.3333333333f + q * 0.25f));
}

CK_INLINE vreal inverse_series(vreal q) { return 1 + q * (1 + q); }

CK_INLINE vreal exp_series(vreal y) {
  return 1 + y * (1 + y * (0.5f + y * (0.1666666667f + y * 0.04166666667f)));
}

#include "vector_functions.h"
