// Binned sums over bootstrap resamples, sixteen resamples side by side.

// Columns whose sums stay in a core's first cache while all rows pass by.
#define COLUMN_TILE 32

CK_CLONES void SUFFIXED(ck_resample_sums)(const real *values, const uint16_t *bin_indices,
                                          ptrdiff_t rows, ptrdiff_t columns,
                                          ptrdiff_t first_column, ptrdiff_t last_column,
                                          ptrdiff_t bins, const uint8_t *counts, real *sums) {
  typedef real lanes __attribute__((ext_vector_type(CK_RESAMPLE_LANES), aligned(sizeof(real))));
  typedef uint8_t bytes __attribute__((ext_vector_type(CK_RESAMPLE_LANES), aligned(1)));
  for (ptrdiff_t tile = first_column; tile < last_column; tile += COLUMN_TILE) {
    ptrdiff_t end = tile + COLUMN_TILE < last_column ? tile + COLUMN_TILE : last_column;
    for (ptrdiff_t row = 0; row < rows; row++) {
      lanes count =
          __builtin_convertvector(*(const bytes *)(counts + row * CK_RESAMPLE_LANES), lanes);
      const real *value = values + row * columns;
      const uint16_t *bin = bin_indices + row * columns;
      for (ptrdiff_t j = tile; j < end; j++) {
        lanes *sum = (lanes *)(sums + (j * bins + bin[j]) * CK_RESAMPLE_LANES);
        *sum += value[j] * count;
      }
    }
  }
}
