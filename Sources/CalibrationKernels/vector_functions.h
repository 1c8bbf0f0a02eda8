// Elementary functions on vectors of `real`, written once for both precisions.
//
// Their polynomials stand in vector_f32.h and vector_f64.h; Scripts/kernel_polynomials.py makes them.

CK_INLINE vreal v_load(const real *p) { return *(const vreal_unaligned *)p; }
CK_INLINE void v_store(real *p, vreal x) { *(vreal_unaligned *)p = x; }
CK_INLINE vint v_bits(vreal x) {
  vint bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

CK_INLINE vreal v_from_bits(vint bits) {
  vreal x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

CK_INLINE vreal v_select(vint mask, vreal if_true, vreal if_false) {
  return v_from_bits((v_bits(if_true) & mask) | (v_bits(if_false) & ~mask));
}

// b where one is NaN, as the processor's instructions have it.
CK_INLINE vreal v_max(vreal a, vreal b) { return v_select(a > b, a, b); }
CK_INLINE vreal v_min(vreal a, vreal b) { return v_select(a < b, a, b); }

// The order of the additions is fixed, so that results do not depend on the instruction set's width.
CK_INLINE real v_sum(vreal x) {
#if LANES == 16
  typedef real half __attribute__((ext_vector_type(8)));
  half y = x.lo + x.hi;
#else
  vreal y = x;
#endif
  return ((y[0] + y[4]) + (y[2] + y[6])) + ((y[1] + y[5]) + (y[3] + y[7]));
}

// The largest element of a vector without NaN.
CK_INLINE real v_greatest(vreal x) {
  typedef real four __attribute__((ext_vector_type(4)));
  typedef real two __attribute__((ext_vector_type(2)));
#if LANES == 16
  typedef real eight __attribute__((ext_vector_type(8)));
  eight y = __builtin_elementwise_max(x.lo, x.hi);
#else
  vreal y = x;
#endif
  four z = __builtin_elementwise_max(y.lo, y.hi);
  two pair = __builtin_elementwise_max(z.lo, z.hi);
  return pair[0] > pair[1] ? pair[0] : pair[1];
}

// e^x for x <= EXP_HIGH; 0 below EXP_LOW, where the result would no longer be a normal number.
CK_INLINE vreal v_exp(vreal x) {
  vreal clamped = v_min(v_max(x, (vreal)(real)EXP_LOW), (vreal)(real)EXP_HIGH);
  vreal shifted = clamped * (real)LOG2_E + (real)ROUNDER;
  vreal n = shifted - (real)ROUNDER;
  vreal r = (clamped - n * (real)LN2_HIGH) - n * (real)LN2_LOW;
  vreal y = 1 + (r + r * r * exp_tail(r));
  vint scale = v_bits(shifted) << EXPONENT_SHIFT;  // the low bits hold n
  vreal result = v_from_bits(v_bits(y) + scale);
  return v_select(x < (real)EXP_LOW, (vreal)0, result);
}

// ln x for positive normal x.
CK_INLINE vreal v_log(vreal x) {
  vint bits = v_bits(x);
  vint k = (bits - (vint)(SQRT_HALF_BITS)) >> EXPONENT_SHIFT;
  vreal m = v_from_bits(bits - (k << EXPONENT_SHIFT));
  vreal f = m - 1;
  vreal s = f / (m + 1);
  vreal s2 = s * s;
  vreal n = __builtin_convertvector(k, vreal);
  // ln m = f - s (f - s^2 P(s^2) ): f is exact, so only the small term is rounded.
  vreal t = s * (f - s2 * log_tail(s2));
  return n * (real)LN2_HIGH + (f - (t - n * (real)LN2_LOW));
}

// What ln(1 - q) needs, with 1 / (1 - q), for 0 <= q <= 1/2 at the price of one division.
typedef struct {
  vreal log;      // ln(1 - q)
  vreal inverse;  // 1 / (1 - q)
} one_minus;

CK_INLINE one_minus v_one_minus(vreal q) {
  vreal a = 1 - q, b = 2 - q;
  vreal inverse = 1 / (a * b);
  vreal s = q * a * inverse;  // q / (2 - q); ln(1 - q) = -2 atanh(s)
  vreal s2 = s * s;
  return (one_minus){.log = -(2 * s + s * (s2 * log1m_tail(s2))), .inverse = b * inverse};
}

// v_one_minus for q <= SMALL_Q, without a division.
CK_INLINE one_minus v_one_minus_small(vreal q) {
  return (one_minus){.log = -q * log1m_series(q), .inverse = 1 + q * inverse_series(q)};
}
