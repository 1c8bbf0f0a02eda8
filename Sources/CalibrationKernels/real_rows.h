// Rows of `real` that a map works on in place. Include after vector_f32.h or vector_f64.h.

#include "top_logits.h"

// Copies fewer than LANES elements, in pieces of fixed sizes: a call at the end of each row would take
// longer than the row.
CK_INLINE void copy_partial(void *to, const void *from, ptrdiff_t n) {
#pragma unroll
  for (ptrdiff_t piece = LANES / 2; piece > 0; piece /= 2) {
    if (n & piece) {
      memcpy(to, from, (size_t)piece * sizeof(real));
      to = (real *)to + piece;
      from = (const real *)from + piece;
    }
  }
}

CK_INLINE vreal load_partial(const real *p, ptrdiff_t n, real fill) {
  if (n >= LANES) return v_load(p);
  vreal v = fill;
  copy_partial(&v, p, n);
  return v;
}

CK_INLINE void store_partial(real *p, vreal v, ptrdiff_t n) {
  if (n >= LANES) {
    v_store(p, v);
  } else {
    copy_partial(p, &v, n);
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
