// Rows of `real` that a map works on in place. Include after vector_f32.h or vector_f64.h.

#include "top_logits.h"

CK_INLINE vreal load_partial(const real *p, ptrdiff_t n, real fill) {
  if (n >= LANES) return v_load(p);
  vreal v = fill;
  memcpy(&v, p, (size_t)n * sizeof(real));
  return v;
}

CK_INLINE void store_partial(real *p, vreal v, ptrdiff_t n) {
  if (n >= LANES) {
    v_store(p, v);
  } else {
    memcpy(p, &v, (size_t)n * sizeof(real));
  }
}

CK_INLINE top_logits find_top(const real *z, ptrdiff_t classes) {
  lane_tops tops = tops_of_nothing();
  for (ptrdiff_t j = 0; j < classes; j += LANES) {
    see(&tops, load_partial(z + j, classes - j, -(real)INFINITY));
  }
  return joined(tops);
}

// Adds one number for each class, such as a row's share of a gradient, to sums in double precision.
CK_INLINE void add_to_sums(double *sums, vreal v, ptrdiff_t n) {
  typedef double doubles __attribute__((ext_vector_type(LANES)));
  typedef double unaligned_doubles __attribute__((ext_vector_type(LANES), aligned(8)));
  if (n >= LANES) {
    *(unaligned_doubles *)sums += __builtin_convertvector(v, doubles);
  } else {
    for (ptrdiff_t lane = 0; lane < n; lane++) sums[lane] += (double)v[lane];
  }
}
