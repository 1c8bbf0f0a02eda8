// Maps that are linear in the logits with a full matrix: products of rows with a matrix and the
// sums of outer products that are their gradient. Include after vector_f32.h or vector_f64.h.
//
// The product is cut as libraries of linear algebra cut it: panels of both factors are copied into
// the order in which they are used, and a tile of the result stays in registers meanwhile.

#include "score_rows.h"
#include "real_rows.h"

// The terms of each sum that are added up in registers before they go to memory.
#define DEPTH 256
// The rows whose left factor is copied at a time: a multiple of every tile, and what stays in the
// second-level cache.
#define PANEL_ROWS 120
// The most rows of a tile.
#define TILE 12

ptrdiff_t SUFFIXED(ck_product_scratch_count)(void) {
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
  const real *x;
  ptrdiff_t row_step, depth_step;
  real floor;
} left_factor;

// What products are added to, one of the two: numbers of the factors' precision, or sums over many
// rows in double precision.
typedef struct {
  real *reals;
  double *sums;
} product_target;

CK_INLINE real at_least(real value, real floor) { return value < floor ? floor : value; }

// Copies rows x depth elements from (row, k) on, tile after tile, each padded with zeros.
CK_INLINE void pack_left(left_factor left, ptrdiff_t row, ptrdiff_t rows, ptrdiff_t k,
                         ptrdiff_t depth, const int tile, real *out) {
  const real *x = left.x + row * left.row_step + k * left.depth_step;
  for (ptrdiff_t first = 0; first < rows; first += tile) {
    const real *from = x + first * left.row_step;
    if (left.row_step == 1 && rows - first >= tile) {
      for (ptrdiff_t d = 0; d < depth; d++) {
        for (int t = 0; t < tile; t++) {
          out[d * tile + t] = at_least(from[d * left.depth_step + t], left.floor);
        }
      }
    } else {
      for (int t = 0; t < tile; t++) {
        for (ptrdiff_t d = 0; d < depth; d++) {
          real value = first + t < rows ? from[t * left.row_step + d * left.depth_step] : 0;
          out[d * tile + t] = at_least(value, left.floor);
        }
      }
    }
    out += depth * tile;
  }
}

// Adds to `rows` rows of the target from `first` on the products of a tile of the left factor with a
// panel of the right.
CK_INLINE void add_tile(const real *left, const real *right, ptrdiff_t depth, const int tile,
                        ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t stride, product_target out,
                        ptrdiff_t first) {
  vreal sums[TILE];
  for (int t = 0; t < tile; t++) sums[t] = 0;
  for (ptrdiff_t d = 0; d < depth; d++) {
    vreal v = v_load(right + d * LANES);
    for (int t = 0; t < tile; t++) sums[t] += left[d * tile + t] * v;
  }
  for (int t = 0; t < tile; t++) {
    if (t == rows) return;
    ptrdiff_t at = first + t * stride;
    if (out.sums) {
      add_to_sums(out.sums + at, sums[t], columns);
    } else {
      store_partial(out.reals + at, load_partial(out.reals + at, columns, 0) + sums[t], columns);
    }
  }
}

// Adds sum over k < depth of left(i, k) * right[k * columns + j] to out[i * columns + j].
CK_INLINE void add_products(left_factor left, const real *right, ptrdiff_t rows, ptrdiff_t depth,
                            ptrdiff_t columns, product_target out, const int tile,
                            real *scratch) {
  real *panel = scratch, *packed = scratch + DEPTH * LANES;
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
          add_tile(packed + i * terms, panel, terms, tile, count - i, columns - j, columns, out,
                   (row + i) * columns + j);
        }
      }
    }
  }
}

CK_INLINE void add_products_in_tiles(left_factor left, const real *right, ptrdiff_t rows,
                                     ptrdiff_t depth, ptrdiff_t columns, product_target out,
                                     real *scratch) {
  switch (tile_rows(rows)) {
    case 1: return add_products(left, right, rows, depth, columns, out, 1, scratch);
    case TILE: return add_products(left, right, rows, depth, columns, out, TILE, scratch);
    default: return add_products(left, right, rows, depth, columns, out, TILE / 2, scratch);
  }
}

CK_CLONES void SUFFIXED(ck_matrix_rows)(const real *x, ptrdiff_t rows, ptrdiff_t classes,
                                        const real *transposed, const real *intercept, real floor,
                                        real *out, real *scratch) {
  for (ptrdiff_t row = 0; row < rows; row++) {
    memcpy(out + row * classes, intercept, (size_t)classes * sizeof(real));
  }
  add_products_in_tiles((left_factor){x, classes, 1, floor}, transposed, rows, classes, classes,
                        (product_target){.reals = out}, scratch);
  for (ptrdiff_t i = 0; i < rows * classes; i++) {
    if (x[i] == -(real)INFINITY) out[i] = -(real)INFINITY;
  }
}

CK_CLONES void SUFFIXED(ck_add_matrix_gradient)(const real *x, const real *gradient,
                                                ptrdiff_t rows, ptrdiff_t classes, real floor,
                                                double *transposed, double *intercept,
                                                real *scratch) {
  add_products_in_tiles((left_factor){x, 1, classes, floor}, gradient, classes, rows, classes,
                        (product_target){.sums = transposed}, scratch);
  for (ptrdiff_t row = 0; row < rows; row++) {
    const real *from = gradient + row * classes;
    for (ptrdiff_t j = 0; j < classes; j += LANES) {
      add_to_sums(intercept + j, load_partial(from + j, classes - j, 0), classes - j);
    }
  }
}
