// Maps that are linear in the logits with a full matrix: products of rows with a matrix and the
// sums of outer products that are their gradient, in double precision.
//
// The product is cut as libraries of linear algebra cut it: panels of both factors are copied into
// the order in which they are used, and a tile of the result stays in registers meanwhile.

#include "vector_f64.h"

#include "score_rows.h"
#include "double_rows.h"

// The terms of each sum that are added up in registers before they go to memory.
#define DEPTH 256
// The rows whose left factor is copied at a time: a multiple of every tile, and what stays in the
// second-level cache.
#define PANEL_ROWS 120
// The most rows of a tile.
#define TILE 12

ptrdiff_t ck_product_scratch_count(void) {
  return DEPTH * (PANEL_ROWS + LANES);
}

// The rows of a tile: as many sums as fit the registers. Few rows waste less in narrow tiles.
CK_INLINE int tile_rows(ptrdiff_t rows) {
  if (rows < 4) return 1;
#ifdef __x86_64__
  return __builtin_cpu_supports("avx512f") ? TILE : TILE / 2;
#else
  return TILE / 2;
#endif
}

// The left factor of a product: element (i, k) is x[i * row_step + k * depth_step], at least floor.
typedef struct {
  const double *x;
  ptrdiff_t row_step, depth_step;
  double floor;
} left_factor;

CK_INLINE double at_least(double value, double floor) { return value < floor ? floor : value; }

// Copies rows x depth elements from (row, k) on, tile after tile, each padded with zeros.
CK_INLINE void pack_left(left_factor left, ptrdiff_t row, ptrdiff_t rows, ptrdiff_t k,
                         ptrdiff_t depth, const int tile, double *out) {
  const double *x = left.x + row * left.row_step + k * left.depth_step;
  for (ptrdiff_t first = 0; first < rows; first += tile) {
    const double *from = x + first * left.row_step;
    if (left.row_step == 1 && rows - first >= tile) {
      for (ptrdiff_t d = 0; d < depth; d++) {
        for (int t = 0; t < tile; t++) {
          out[d * tile + t] = at_least(from[d * left.depth_step + t], left.floor);
        }
      }
    } else {
      for (int t = 0; t < tile; t++) {
        for (ptrdiff_t d = 0; d < depth; d++) {
          double value = first + t < rows ? from[t * left.row_step + d * left.depth_step] : 0;
          out[d * tile + t] = at_least(value, left.floor);
        }
      }
    }
    out += depth * tile;
  }
}

// Adds to `rows` rows of out the products of a tile of the left factor with a panel of the right.
CK_INLINE void add_tile(const double *left, const double *right, ptrdiff_t depth, const int tile,
                        ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t stride, double *out) {
  vreal sums[TILE];
  for (int t = 0; t < tile; t++) sums[t] = 0;
  for (ptrdiff_t d = 0; d < depth; d++) {
    vreal v = v_load(right + d * LANES);
    for (int t = 0; t < tile; t++) sums[t] += left[d * tile + t] * v;
  }
  for (int t = 0; t < tile; t++) {
    if (t == rows) return;
    double *to = out + t * stride;
    store_partial(to, load_partial(to, columns, 0) + sums[t], columns);
  }
}

// Adds sum over k < depth of left(i, k) * right[k * columns + j] to out[i * columns + j].
CK_INLINE void add_products(left_factor left, const double *right, ptrdiff_t rows, ptrdiff_t depth,
                            ptrdiff_t columns, double *out, const int tile, double *scratch) {
  double *panel = scratch, *packed = scratch + DEPTH * LANES;
  for (ptrdiff_t k = 0; k < depth; k += DEPTH) {
    ptrdiff_t terms = depth - k < DEPTH ? depth - k : DEPTH;
    for (ptrdiff_t row = 0; row < rows; row += PANEL_ROWS) {
      ptrdiff_t count = rows - row < PANEL_ROWS ? rows - row : PANEL_ROWS;
      pack_left(left, row, count, k, terms, tile, packed);
      for (ptrdiff_t j = 0; j < columns; j += LANES) {
        for (ptrdiff_t d = 0; d < terms; d++) {
          v_store(panel + d * LANES, load_partial(right + (k + d) * columns + j, columns - j, 0));
        }
        for (ptrdiff_t i = 0; i < count; i += tile) {
          add_tile(packed + i * terms, panel, terms, tile, count - i, columns - j, columns,
                   out + (row + i) * columns + j);
        }
      }
    }
  }
}

CK_INLINE void add_products_in_tiles(left_factor left, const double *right, ptrdiff_t rows,
                                     ptrdiff_t depth, ptrdiff_t columns, double *out,
                                     double *scratch) {
  switch (tile_rows(rows)) {
    case 1: return add_products(left, right, rows, depth, columns, out, 1, scratch);
    case TILE: return add_products(left, right, rows, depth, columns, out, TILE, scratch);
    default: return add_products(left, right, rows, depth, columns, out, TILE / 2, scratch);
  }
}

CK_CLONES void ck_matrix_rows(const double *x, ptrdiff_t rows, ptrdiff_t classes,
                              const double *transposed, const double *intercept, double floor,
                              double *out, double *scratch) {
  for (ptrdiff_t row = 0; row < rows; row++) {
    memcpy(out + row * classes, intercept, (size_t)classes * sizeof(double));
  }
  add_products_in_tiles((left_factor){x, classes, 1, floor}, transposed, rows, classes, classes,
                        out, scratch);
  for (ptrdiff_t i = 0; i < rows * classes; i++) {
    if (x[i] == -INFINITY) out[i] = -INFINITY;
  }
}

CK_CLONES void ck_add_matrix_gradient(const double *x, const double *gradient, ptrdiff_t rows,
                                      ptrdiff_t classes, double floor, double *transposed,
                                      double *intercept, double *scratch) {
  add_products_in_tiles((left_factor){x, 1, classes, floor}, gradient, classes, rows, classes,
                        transposed, scratch);
  for (ptrdiff_t row = 0; row < rows; row++) {
    for (ptrdiff_t i = 0; i < classes; i++) intercept[i] += gradient[row * classes + i];
  }
}
