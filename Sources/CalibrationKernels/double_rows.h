// Rows of doubles that a map works on in place. Include after vector_f64.h.

typedef struct {
  double first, second;
  ptrdiff_t index;
} top_logits;

CK_INLINE vreal load_partial(const double *p, ptrdiff_t n, double fill) {
  if (n >= LANES) return v_load(p);
  vreal v = fill;
  for (ptrdiff_t lane = 0; lane < n; lane++) v[lane] = p[lane];
  return v;
}

CK_INLINE void store_partial(double *p, vreal v, ptrdiff_t n) {
  if (n >= LANES) {
    v_store(p, v);
  } else {
    for (ptrdiff_t lane = 0; lane < n; lane++) p[lane] = v[lane];
  }
}

CK_INLINE top_logits find_top(const double *z, ptrdiff_t classes) {
  vreal first = -INFINITY, second = -INFINITY;
  for (ptrdiff_t j = 0; j < classes; j += LANES) {
    vreal v = load_partial(z + j, classes - j, -INFINITY);
    second = v_max(second, v_min(first, v));
    first = v_max(first, v);
  }
  top_logits top = {first[0], second[0], 0};
  for (int lane = 1; lane < LANES; lane++) {
    double value = first[lane];
    double loser = value > top.first ? top.first : value;
    if (value > top.first) top.first = value;
    top.second = fmax(top.second, fmax(loser, second[lane]));
  }
  while (z[top.index] != top.first) top.index++;
  return top;
}
