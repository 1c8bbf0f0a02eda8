#include <math.h>

#include "CalibrationKernels.h"
#include "clones.h"

// True when something in the row may be wrong; sets the sum of its scores.
CK_INLINE bool suspicious(const float *scores, ptrdiff_t columns, ck_kind kind, double *sum) {
  typedef float floats __attribute__((ext_vector_type(16)));
  typedef float floats_unaligned __attribute__((ext_vector_type(16), aligned(4)));
  typedef int32_t ints __attribute__((ext_vector_type(16)));
  const float high = kind == CK_PROBABILITIES ? 1 : kind == CK_LOG_PROBABILITIES ? 0 : 3.4028235e38f;
  const float low = kind == CK_PROBABILITIES ? 0 : -INFINITY;
  ints fine = -1, possible = 0;
  floats total = 0;
  double tail_total = 0;
  bool tail_fine = true, tail_possible = false;
  ptrdiff_t j = 0;
  for (; j + 16 <= columns; j += 16) {
    floats v = *(const floats_unaligned *)(scores + j);
    fine &= (v >= low) & (v <= high);  // false for NaN
    possible |= v > -INFINITY;
    total += v;
  }
  for (; j < columns; j++) {
    float v = scores[j];
    tail_fine &= v >= low && v <= high;
    tail_possible |= v > -INFINITY;
    tail_total += v;
  }
  for (int lane = 0; lane < 16; lane++) {
    tail_fine &= fine[lane] != 0;
    tail_possible |= possible[lane] != 0;
    tail_total += total[lane];
  }
  *sum = tail_total;
  // One column of -inf is fine: class 0 remains.
  return !tail_fine || !(tail_possible || columns == 1);
}

static ck_fault find_fault(const float *scores, ptrdiff_t columns, ck_kind kind, ptrdiff_t row) {
  for (ptrdiff_t j = 0; j < columns; j++) {
    float v = scores[j];
    ck_fault fault = {.kind = CK_VALID, .row = row, .column = j, .value = v};
    if (isnan(v)) {
      fault.kind = CK_NAN;
    } else if (v == INFINITY) {
      fault.kind = CK_POSITIVE_INFINITY;
    } else if (kind == CK_PROBABILITIES && (v < 0 || v > 1)) {
      fault.kind = CK_PROBABILITY_RANGE;
    } else if (kind == CK_LOG_PROBABILITIES && v > 0) {
      fault.kind = CK_LOG_PROBABILITY_RANGE;
    }
    if (fault.kind != CK_VALID) return fault;
  }
  return (ck_fault){.kind = CK_NO_POSSIBLE_CLASS, .row = row};
}

CK_CLONES ck_fault ck_validate(ck_scores x, ptrdiff_t rows, double row_sum_tolerance) {
  for (ptrdiff_t row = 0; row < rows; row++) {
    const float *scores = x.scores + row * x.columns;
    double sum;
    if (suspicious(scores, x.columns, x.kind, &sum)) {
      return find_fault(scores, x.columns, x.kind, row);
    }
    if (x.columns == 1 || x.kind == CK_LOGITS) continue;
    if (x.kind == CK_LOG_PROBABILITIES) {
      sum = 0;
      for (ptrdiff_t j = 0; j < x.columns; j++) sum += exp(scores[j]);
    }
    if (!(fabs(sum - 1) <= row_sum_tolerance)) {
      return (ck_fault){.kind = CK_ROW_SUM, .row = row, .value = sum};
    }
  }
  return (ck_fault){.kind = CK_VALID};
}

CK_CLONES ptrdiff_t ck_count_zero_probabilities(ck_scores x, ptrdiff_t rows) {
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < rows * x.columns; i++) {
    count += x.scores[i] == 0 || (x.columns == 1 && x.scores[i] == 1);
  }
  return count;
}
