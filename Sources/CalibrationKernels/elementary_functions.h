// The elementary functions over arrays, for their accuracy tests.

#define OVER_ARRAY(name, expression)                                                    \
  CK_CLONES void SUFFIXED(name)(const real *x, real *out, ptrdiff_t count) {            \
    for (ptrdiff_t i = 0; i < count; i += LANES) {                                      \
      ptrdiff_t n = count - i < LANES ? count - i : LANES;                              \
      vreal v = (real)0.25;                                                             \
      memcpy(&v, x + i, (size_t)n * sizeof(real));                                      \
      v = expression;                                                                   \
      memcpy(out + i, &v, (size_t)n * sizeof(real));                                    \
    }                                                                                   \
  }

OVER_ARRAY(ck_exp, v_exp(v))
OVER_ARRAY(ck_log, v_log(v))
OVER_ARRAY(ck_log1m, v_one_minus(v).log)
