// Rows of `real` that a map works on in place. Include after vector_f32.h or vector_f64.h.

typedef struct {
  real first, second;
  ptrdiff_t index;
} top_logits;

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
  vreal first = -(real)INFINITY, second = -(real)INFINITY;
  for (ptrdiff_t j = 0; j < classes; j += LANES) {
    vreal v = load_partial(z + j, classes - j, -INFINITY);
    second = v_max(second, v_min(first, v));
    first = v_max(first, v);
  }
  // The lanes are joined by halves, which takes few steps that depend on each other.
  for (int width = LANES / 2; width > 0; width /= 2) {
    for (int lane = 0; lane < width; lane++) {
      real other = first[lane + width], loser = first[lane] < other ? first[lane] : other;
      real runner_up = second[lane] > second[lane + width] ? second[lane] : second[lane + width];
      second[lane] = loser > runner_up ? loser : runner_up;
      first[lane] = first[lane] > other ? first[lane] : other;
    }
  }
  top_logits top = {first[0], second[0], 0};
  while (top.index + LANES <= classes &&
         !__builtin_reduce_or(v_load(z + top.index) == top.first)) {
    top.index += LANES;
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
