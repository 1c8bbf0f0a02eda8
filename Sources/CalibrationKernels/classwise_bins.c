// Class-wise calibration: every class's probability of every row, in bins of equal width.

#include "CalibrationKernels.h"
#include "vector_f64.h"

typedef uint16_t vindex __attribute__((ext_vector_type(LANES)));

CK_INLINE vreal load_partial(const double *p, ptrdiff_t n) {
  vreal v = 0;
  memcpy(&v, p, (size_t)(n < LANES ? n : LANES) * sizeof(double));
  return v;
}

// The largest probability that counts as on an edge. The first term is what the rounding of a row's
// probabilities does to their quotients, the second that of the only column, whose complement is 1 - p.
CK_INLINE vreal end_of_edge(vreal edge) {
  return edge + v_max(0x1p-20 * (edge * (1 - edge)), (vreal)0x1p-25);
}

// The bin b with b/bins < p <= (b+1)/bins, but for the ends of the edges; the first also holds 0.
CK_INLINE vindex bins_of(vreal p, double bins) {
  vreal b = __builtin_elementwise_ceil(p * bins) - 1;
  // The product is rounded; only a comparison with the edges themselves is exact. A true lane is -1.
  b += __builtin_convertvector(p <= end_of_edge(b / bins), vreal);
  b -= __builtin_convertvector(p > end_of_edge((b + 1) / bins), vreal);
  b = v_min(v_max(b, (vreal)0), (vreal)(bins - 1));
  return __builtin_convertvector(b, vindex);
}

CK_CLONES void ck_equal_width_bins(const double *probabilities, ptrdiff_t count, ptrdiff_t bins,
                                   uint16_t *out) {
  for (ptrdiff_t i = 0; i < count; i += LANES) {
    ptrdiff_t n = count - i < LANES ? count - i : LANES;
    vindex b = bins_of(load_partial(probabilities + i, n), (double)bins);
    memcpy(out + i, &b, (size_t)n * sizeof(uint16_t));
  }
}

CK_CLONES void ck_classwise_terms(const double *log_probabilities, ptrdiff_t rows,
                                  ptrdiff_t classes, const int32_t *labels, const double *weights,
                                  ptrdiff_t bins, double *probabilities, uint16_t *bin_indices,
                                  float *gaps) {
  typedef float floats __attribute__((ext_vector_type(LANES)));
  for (ptrdiff_t row = 0; row < rows; row++) {
    ptrdiff_t first = row * classes;
    double weight = weights ? weights[row] : 1;
    for (ptrdiff_t j = 0; j < classes; j += LANES) {
      ptrdiff_t n = classes - j < LANES ? classes - j : LANES;
      vreal p = v_exp(load_partial(log_probabilities + first + j, n));
      vindex b = bins_of(p, (double)bins);
      floats gap = __builtin_convertvector(weight * p, floats);
      memcpy(probabilities + first + j, &p, (size_t)n * sizeof(double));
      memcpy(bin_indices + first + j, &b, (size_t)n * sizeof(uint16_t));
      memcpy(gaps + first + j, &gap, (size_t)n * sizeof(float));
    }
    ptrdiff_t label = first + labels[row];
    gaps[label] = (float)(weight * (probabilities[label] - 1));
  }
}

void ck_classwise_sums(const double *probabilities, const uint16_t *bin_indices, ptrdiff_t rows,
                       ptrdiff_t classes, ptrdiff_t first_class, ptrdiff_t last_class,
                       const int32_t *labels, const double *weights, ptrdiff_t bins,
                       ck_bin_sums *sums) {
  for (ptrdiff_t row = 0; row < rows; row++) {
    const double *p = probabilities + row * classes;
    const uint16_t *bin = bin_indices + row * classes;
    double weight = weights ? weights[row] : 1;
    for (ptrdiff_t j = first_class; j < last_class; j++) {
      ck_bin_sums *sum = sums + j * bins + bin[j];
      sum->weight += weight;
      sum->confidence += weight * p[j];
    }
    ptrdiff_t label = labels[row];
    if (label >= first_class && label < last_class) {
      sums[label * bins + bin[label]].positives += weight;
    }
  }
}
