// Fit objectives with the classes in single precision: fast enough to be bound by memory.

#include "vector_f32.h"

#include "objective_rows.h"

ptrdiff_t ck_scratch_count(ptrdiff_t classes) {
  // Two rows, padded to whole vectors of either precision.
  return 2 * ((classes + 15) / 16 * 16);
}
