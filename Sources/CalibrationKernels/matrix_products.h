// Maps that are linear in the logits with a full matrix: products of rows with a matrix and the
// sums of outer products that are their gradient. Include after vector_f32.h or vector_f64.h.
//
// The product is cut as libraries of linear algebra cut it: panels of both factors are copied to
// where they are used again and again, and a tile of the result stays in registers meanwhile.

#include "score_rows.h"
#include "real_rows.h"

// The terms of each sum that are added up in registers before they go to memory.
#define DEPTH 256
// The rows whose left factor is copied at a time: a multiple of every tile, and what stays in the
// second-level cache.
#define PANEL_ROWS 120
// The most rows and vectors of a tile.
#define TILE 12
#define TILE_VECTORS 2
// From one row of a copy to the next, where it keeps its rows: not a power of 2, whose multiples
// would share few places of a cache.
#define ROW_STEP (DEPTH + LANES)

ptrdiff_t SUFFIXED(ck_product_scratch_count)(void) {
  return DEPTH * TILE_VECTORS * LANES + PANEL_ROWS * ROW_STEP;
}

// The left factor of a product, each element at least floor: x, or x transposed.
typedef struct {
  const real *x;
  ptrdiff_t stride;  // from one row of x to the next
  real floor;
} left_factor;

// What products are added to, one of the two: numbers of the factors' precision, each row of which
// starts as `start`, or sums over many rows in double precision.
typedef struct {
  real *reals;
  const real *start;
  double *sums;
} product_target;

// Copies rows x depth elements of x from (row, k) on, padded with zeros to whole tiles.
CK_INLINE void pack_rows(left_factor left, ptrdiff_t row, ptrdiff_t rows, ptrdiff_t k,
                         ptrdiff_t depth, const int tile, real *out) {
  ptrdiff_t i = 0;
  for (; i < rows; i++) {
    const real *from = left.x + (row + i) * left.stride + k;
    for (ptrdiff_t d = 0; d < depth; d += LANES) {
      v_store(out + i * ROW_STEP + d, v_max(load_partial(from + d, depth - d, 0), left.floor));
    }
  }
  for (; i % tile != 0; i++) memset(out + i * ROW_STEP, 0, (size_t)depth * sizeof(real));
}

// Copies rows x depth elements of x transposed, tile after tile, each padded.
CK_INLINE void pack_columns(left_factor left, ptrdiff_t row, ptrdiff_t rows, ptrdiff_t k,
                            ptrdiff_t depth, const int tile, real *out) {
  for (ptrdiff_t i = 0; i < rows; i += tile) {
    const real *from = left.x + k * left.stride + row + i;
    // What a vector holds beyond the tile is overwritten by the next.
    for (ptrdiff_t d = 0; d < depth; d++) {
      for (int t = 0; t < tile; t += LANES) {
        vreal v = t < rows - i ? load_partial(from + d * left.stride + t, rows - i - t, 0) : 0;
        v_store(out + t, v_max(v, left.floor));
      }
      out += tile;
    }
  }
}

// Adds to `rows` rows of the target from `first` on the products of a tile of the left factor with a
// panel of the right.
CK_INLINE void add_tile(const real *left, const bool transposed, const real *right,
                        ptrdiff_t depth, const int tile, const int vectors, ptrdiff_t rows,
                        ptrdiff_t columns, ptrdiff_t stride, product_target out,
                        ptrdiff_t first) {
  const ptrdiff_t row_step = transposed ? 1 : ROW_STEP, depth_step = transposed ? tile : 1;
  vreal sums[TILE][TILE_VECTORS];
#pragma unroll
  for (int t = 0; t < tile; t++) {
#pragma unroll
    for (int v = 0; v < vectors; v++) sums[t][v] = 0;
  }
  for (ptrdiff_t d = 0; d < depth; d++) {
    vreal panel[TILE_VECTORS];
#pragma unroll
    for (int v = 0; v < vectors; v++) panel[v] = v_load(right + (d * vectors + v) * LANES);
#pragma unroll
    for (int t = 0; t < tile; t++) {
#pragma unroll
      for (int v = 0; v < vectors; v++) {
        sums[t][v] += left[t * row_step + d * depth_step] * panel[v];
      }
    }
  }
  for (int t = 0; t < tile; t++) {
    if (t == rows) return;
    for (int v = 0; v < vectors; v++) {
      ptrdiff_t at = first + t * stride + v * LANES, n = columns - v * LANES;
      if (out.sums) {
        add_to_sums(out.sums + at, sums[t][v], n);
      } else {
        const real *start = out.start ? out.start + v * LANES : out.reals + at;
        store_partial(out.reals + at, load_partial(start, n, 0) + sums[t][v], n);
      }
    }
  }
}

// Adds the products of `rows` copied rows of the left factor with some vectors of columns of the
// right, the first of which `right` points to.
CK_INLINE void add_panel(const real *left, const bool transposed, const real *right,
                         ptrdiff_t rows, ptrdiff_t depth, ptrdiff_t columns, ptrdiff_t stride,
                         product_target out, ptrdiff_t first, const int tile, const int vectors,
                         real *panel) {
  for (ptrdiff_t d = 0; d < depth; d++) {
    for (int v = 0; v < vectors; v++) {
      v_store(panel + (d * vectors + v) * LANES,
              load_partial(right + d * stride + v * LANES, columns - v * LANES, 0));
    }
  }
  for (ptrdiff_t i = 0; i < rows; i += tile) {
    add_tile(left + i * (transposed ? depth : ROW_STEP), transposed, panel, depth, tile, vectors,
             rows - i, columns, stride, out, first + i * stride);
  }
}

// Adds sum over k < depth of left(i, k) * right[k * columns + j] to element (i, j) of the target.
CK_INLINE void add_products(left_factor left, const bool transposed, const real *right,
                            ptrdiff_t rows, ptrdiff_t depth, ptrdiff_t columns,
                            product_target out, const int tile, const int most_vectors,
                            real *scratch) {
  real *panel = scratch, *packed = scratch + DEPTH * TILE_VECTORS * LANES;
  const real *start = out.start;
  for (ptrdiff_t k = 0; k < depth; k += DEPTH) {
    ptrdiff_t terms = depth - k < DEPTH ? depth - k : DEPTH;
    for (ptrdiff_t row = 0; row < rows; row += PANEL_ROWS) {
      ptrdiff_t count = rows - row < PANEL_ROWS ? rows - row : PANEL_ROWS;
      if (transposed) {
        pack_columns(left, row, count, k, terms, tile, packed);
      } else {
        pack_rows(left, row, count, k, terms, tile, packed);
      }
      for (ptrdiff_t j = 0; j < columns;) {
        const real *from = right + k * columns + j;
        ptrdiff_t first = row * columns + j;
        out.start = start && k == 0 ? start + j : NULL;
        if (most_vectors > 1 && columns - j > LANES) {
          add_panel(packed, transposed, from, count, terms, columns - j, columns, out, first, tile,
                    TILE_VECTORS, panel);
          j += TILE_VECTORS * LANES;
        } else {
          add_panel(packed, transposed, from, count, terms, columns - j, columns, out, first, tile,
                    1, panel);
          j += LANES;
        }
      }
    }
  }
}

CK_INLINE ptrdiff_t rows_in_tiles(ptrdiff_t rows, int tile) {
  return (rows + tile - 1) / tile * tile;
}

CK_INLINE bool has_wide_registers(void) {
#ifdef __x86_64__
  return __builtin_cpu_supports("avx512f");
#else
  return false;
#endif
}

// With tiles of as many sums as fit the registers, or some fewer where that leaves fewer rows of the
// last tile unused, as it does for the round numbers that classes come in.
CK_INLINE void add_products_in_tiles(left_factor left, const bool transposed, const real *right,
                                     ptrdiff_t rows, ptrdiff_t depth, ptrdiff_t columns,
                                     product_target out, real *scratch) {
#define WITH_TILES(tile, vectors) \
  add_products(left, transposed, right, rows, depth, columns, out, tile, vectors, scratch)
  if (rows < 4) {
    WITH_TILES(1, 1);
  } else if (has_wide_registers()) {
    if (rows_in_tiles(rows, 12) <= rows_in_tiles(rows, 10)) {
      WITH_TILES(12, 2);
    } else {
      WITH_TILES(10, 2);
    }
  } else if (rows_in_tiles(rows, 6) <= rows_in_tiles(rows, 5)) {
    WITH_TILES(6, 1);
  } else {
    WITH_TILES(5, 1);
  }
#undef WITH_TILES
}

CK_INLINE bool has_impossible(const real *x, ptrdiff_t count) {
  vreal least = 0;
  for (ptrdiff_t i = 0; i < count; i += LANES) {
    least = v_min(least, load_partial(x + i, count - i, 0));
  }
  return v_greatest(-least) == (real)INFINITY;
}

CK_CLONES void SUFFIXED(ck_matrix_rows)(const real *x, ptrdiff_t rows, ptrdiff_t classes,
                                        const real *transposed, const real *intercept, real floor,
                                        real *out, real *scratch) {
  add_products_in_tiles((left_factor){x, classes, floor}, false, transposed, rows, classes,
                        classes, (product_target){.reals = out, .start = intercept}, scratch);
  if (!has_impossible(x, rows * classes)) return;
  for (ptrdiff_t i = 0; i < rows * classes; i++) {
    if (x[i] == -(real)INFINITY) out[i] = -(real)INFINITY;
  }
}

CK_CLONES void SUFFIXED(ck_add_matrix_gradient)(const real *x, const real *gradient,
                                                ptrdiff_t rows, ptrdiff_t classes, real floor,
                                                double *transposed, double *intercept,
                                                real *scratch) {
  add_products_in_tiles((left_factor){x, classes, floor}, true, gradient, classes, rows, classes,
                        (product_target){.sums = transposed}, scratch);
  for (ptrdiff_t first = 0; first < rows; first += DEPTH) {
    ptrdiff_t end = rows - first < DEPTH ? rows : first + DEPTH;
    for (ptrdiff_t j = 0; j < classes; j += LANES) {
      vreal sum = 0;
      for (ptrdiff_t row = first; row < end; row++) {
        sum += load_partial(gradient + row * classes + j, classes - j, 0);
      }
      add_to_sums(intercept + j, sum, classes - j);
    }
  }
}
