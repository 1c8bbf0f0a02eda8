// Maps that are linear in the logits with a full matrix: products of rows with a matrix and the
// sums of outer products that are their gradient, in double precision.

#include "vector_f64.h"

#include "score_rows.h"
#include "double_rows.h"

// The rows, or classes, whose accumulators are held in registers side by side.
#define TILE 4

// Adds sum over k < depth of left[t * left_tile + k * left_depth] * right[k * stride + j] to
// out[t * stride + j] for t < tiles and all j < columns. Left elements below floor count as floor.
CK_INLINE void add_products(const double *left, ptrdiff_t left_tile, ptrdiff_t left_depth,
                            double floor, const double *right, ptrdiff_t depth, ptrdiff_t columns,
                            ptrdiff_t stride, const int tiles, double *out) {
  for (ptrdiff_t j = 0; j < columns; j += LANES) {
    ptrdiff_t n = columns - j;
    vreal sums[TILE];
    for (int t = 0; t < tiles; t++) sums[t] = load_partial(out + t * stride + j, n, 0);
    for (ptrdiff_t k = 0; k < depth; k++) {
      vreal v = load_partial(right + k * stride + j, n, 0);
      for (int t = 0; t < tiles; t++) {
        sums[t] += fmax(left[t * left_tile + k * left_depth], floor) * v;
      }
    }
    for (int t = 0; t < tiles; t++) store_partial(out + t * stride + j, sums[t], n);
  }
}

CK_CLONES void ck_matrix_rows(const double *x, ptrdiff_t rows, ptrdiff_t classes,
                              const double *transposed, const double *intercept, double floor,
                              double *out) {
  for (ptrdiff_t row = 0; row < rows; row++) {
    memcpy(out + row * classes, intercept, (size_t)classes * sizeof(double));
  }
  ptrdiff_t row = 0;
  for (; row + TILE <= rows; row += TILE) {
    add_products(x + row * classes, classes, 1, floor, transposed, classes, classes, classes, TILE,
                 out + row * classes);
  }
  for (; row < rows; row++) {
    add_products(x + row * classes, classes, 1, floor, transposed, classes, classes, classes, 1,
                 out + row * classes);
  }
  for (ptrdiff_t i = 0; i < rows * classes; i++) {
    if (x[i] == -INFINITY) out[i] = -INFINITY;
  }
}

CK_CLONES void ck_add_matrix_gradient(const double *x, const double *gradient, ptrdiff_t rows,
                                      ptrdiff_t classes, double floor, double *transposed,
                                      double *intercept) {
  ptrdiff_t j = 0;
  for (; j + TILE <= classes; j += TILE) {
    add_products(x + j, 1, classes, floor, gradient, rows, classes, classes, TILE,
                 transposed + j * classes);
  }
  for (; j < classes; j++) {
    add_products(x + j, 1, classes, floor, gradient, rows, classes, classes, 1,
                 transposed + j * classes);
  }
  for (ptrdiff_t row = 0; row < rows; row++) {
    for (ptrdiff_t i = 0; i < classes; i++) intercept[i] += gradient[row * classes + i];
  }
}
