// Rows of `real` that a map works on in place. Include after vector_f32.h or vector_f64.h.

typedef struct {
  real first, second;
  ptrdiff_t index;
} top_logits;

CK_INLINE vreal load_partial(const real *p, ptrdiff_t n, real fill) {
  if (n >= LANES) return v_load(p);
  vreal v = fill;
  for (ptrdiff_t lane = 0; lane < n; lane++) v[lane] = p[lane];
  return v;
}

CK_INLINE void store_partial(real *p, vreal v, ptrdiff_t n) {
  if (n >= LANES) {
    v_store(p, v);
  } else {
    for (ptrdiff_t lane = 0; lane < n; lane++) p[lane] = v[lane];
  }
}

CK_INLINE top_logits find_top(const real *z, ptrdiff_t classes) {
  vreal first = -(real)INFINITY, second = -(real)INFINITY;
  for (ptrdiff_t j = 0; j < classes; j += LANES) {
    vreal v = load_partial(z + j, classes - j, -INFINITY);
    second = v_max(second, v_min(first, v));
    first = v_max(first, v);
  }
  top_logits top = {first[0], second[0], 0};
  for (int lane = 1; lane < LANES; lane++) {
    real value = first[lane];
    real loser = value > top.first ? top.first : value;
    if (value > top.first) top.first = value;
    top.second = (real)fmax(top.second, fmax(loser, second[lane]));
  }
  while (z[top.index] != top.first) top.index++;
  return top;
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
