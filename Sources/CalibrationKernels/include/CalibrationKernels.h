// The hot loops of the Calibration library.
//
// All functions are thread-safe and allocate nothing: callers own every buffer. Rows are contiguous
// and row-major. On x86-64 Linux each function that loops over scores exists in three versions
// (baseline, AVX2, AVX-512), chosen once when the library is loaded.
//
// Accuracy of the elementary functions, measured over their whole range by
// Tests/CalibrationKernelsTests (units in the last place of the result):
//   ck_exp_f32     -87.33 <= x <= 88.7:   below 1.1 ulp; 0 for smaller x
//   ck_exp_f64    -708.39 <= x <= 709.7:  below 1.1 ulp; 0 for smaller x
//   ck_log_f32, ck_log_f64      normal x: below 0.9 ulp
//   ck_log1m_f32, ck_log1m_f64, ln(1-x), 0 <= x <= 1/2: below 3 ulp

#ifndef CALIBRATION_KERNELS_H
#define CALIBRATION_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "worker_team.h"

#ifdef __cplusplus
extern "C" {
#endif

// What the numbers of a score matrix are.
typedef enum : int32_t {
  CK_LOGITS = 0,  // logits, or log-probabilities: -inf marks an impossible class
  CK_PROBABILITIES = 1,
  CK_LOG_PROBABILITIES = 2,
} ck_kind;

// Rows of scores. One column stands for two classes: it holds the score of class 1.
typedef struct {
  const float *scores;
  ptrdiff_t columns;
  ck_kind kind;
} ck_scores;

typedef enum : int32_t {
  CK_VALID = 0,
  CK_NAN,
  CK_POSITIVE_INFINITY,
  CK_NO_POSSIBLE_CLASS,
  CK_PROBABILITY_RANGE,
  CK_LOG_PROBABILITY_RANGE,
  CK_ROW_SUM,
} ck_fault_kind;

typedef struct {
  ck_fault_kind kind;
  ptrdiff_t row, column;  // relative to the first row given
  double value;           // the offending score, or the sum of the row
} ck_fault;

// Checks rows [0, rows) and returns the first fault in row order.
// row_sum_tolerance: largest |sum - 1| of a row of probabilities (more than one column).
ck_fault ck_validate(ck_scores x, ptrdiff_t rows, double row_sum_tolerance);

// Counts the scores that are exactly 0, and (one column) those that are exactly 1.
ptrdiff_t ck_count_zero_probabilities(ck_scores x, ptrdiff_t rows);

// Reads rows as logits in double precision: out has rows x classes elements.
// Probabilities become their logarithms (0 is read as the smallest normal float); one column
// becomes two classes.
void ck_load_rows(ck_scores x, ptrdiff_t first_row, ptrdiff_t rows, double *out);

// Replaces rows of logits by the log-probabilities of  focal map(gamma) of softmax(beta * z).
// gamma >= -1; beta > 0; gamma = 0 is temperature scaling with T = 1/beta.
void ck_focal_temperature_rows(double *logits, ptrdiff_t rows, ptrdiff_t classes, double beta,
                               double gamma);

// Replaces rows of logits of p by the log-probabilities of the q that the focal map takes to p.
// gamma >= -1.
void ck_inverse_focal_rows(double *logits, ptrdiff_t rows, ptrdiff_t classes, double gamma);

// ln(1 + gamma r(v)), r(v) = v (-ln v) / (1-v), from ln v and ln w = ln(1-v), each as exact as the
// caller knows it; gamma >= -1.
double ck_focal_log_damping(double log_v, double log_w, double gamma);

// KL(p || softmax(beta z)) summed over rows, with its derivatives with respect to beta.
typedef struct {
  double value, slope, curvature;
} ck_divergence;

ck_divergence ck_temperature_divergence(const double *logits, const double *log_p, ptrdiff_t rows,
                                        ptrdiff_t classes, double beta);

// Writes exp(x) (probabilities) or x (log-probabilities) as float. With one output column only the
// last class of two is written.
void ck_store_rows(const double *log_probabilities, ptrdiff_t rows, ptrdiff_t classes,
                   ptrdiff_t columns, bool probabilities, float *out);

// x rounded to single precision.
void ck_round_to_single(const double *x, ptrdiff_t count, float *out);

// The leading class of a row of logits, the first of equals, the second largest logit, and the sum over
// all but the leading class of e = exp(z - second), which has the same bits in any order of up to 2^15
// classes. e of the leading class is 0; the sum is 0 where only one class is possible.
typedef struct {
  ptrdiff_t lead;
  double second, others;
} ck_leading;
ck_leading ck_leading_class(const double *z, ptrdiff_t classes, double *e);

// exp(x) in place, for callers that want double precision.
void ck_exp_in_place(double *x, ptrdiff_t count);

// Sums over rows of a fit objective with its derivatives with respect to beta = 1/T and gamma.
typedef struct {
  double value;
  double beta, gamma;                    // gradient
  double beta_beta, beta_gamma, gamma_gamma;  // Hessian
} ck_objective;

typedef enum : int32_t {
  CK_NLL = 0,              // negative log-likelihood
  CK_BRIER = 1,            // Brier score, summed over classes
  CK_TEMPERATURE_NLL = 2,  // negative log-likelihood at gamma = 0, derivatives in beta alone
} ck_loss;

// Elements (of float or double) of scratch that the objective functions need.
ptrdiff_t ck_scratch_count(ptrdiff_t classes);

// A loss of the focal map of softmax(beta z), summed over rows [first_row, first_row + rows), with
// gradient and Hessian. labels and weights (or NULL) are those of row 0.
ck_objective ck_objective_f32(ck_scores x, ptrdiff_t first_row, ptrdiff_t rows,
                              const int32_t *labels, const double *weights, double beta,
                              double gamma, ck_loss loss, float *scratch);
ck_objective ck_objective_f64(ck_scores x, ptrdiff_t first_row, ptrdiff_t rows,
                              const int32_t *labels, const double *weights, double beta,
                              double gamma, ck_loss loss, double *scratch);

// The value alone, for searches that need no derivatives.
double ck_objective_value(ck_scores x, ptrdiff_t first_row, ptrdiff_t rows, const int32_t *labels,
                          const double *weights, double beta, double gamma, ck_loss loss,
                          double *scratch);

// The largest probability of each row under the focal map of softmax(beta z); out[0] belongs to
// first_row.
void ck_confidence(ck_scores x, ptrdiff_t first_row, ptrdiff_t rows, double beta, double gamma,
                   double *out, double *scratch);

// ln((1 - smoothing) e^x + smoothing / classes) in place, for rows of log-probabilities;
// impossible classes (-inf) stay impossible.
void ck_smooth_rows(double *log_probabilities, ptrdiff_t rows, ptrdiff_t classes,
                    double smoothing);

// out = diagonal * x + intercept, row by row; impossible classes (-inf) stay impossible. out may be x.
void ck_affine_rows_f32(const float *x, ptrdiff_t rows, ptrdiff_t classes, const float *diagonal,
                        const float *intercept, float *out);
void ck_affine_rows_f64(const double *x, ptrdiff_t rows, ptrdiff_t classes, const double *diagonal,
                        const double *intercept, double *out);

// A negative log-likelihood summed over rows, with its derivative with respect to gamma.
typedef struct {
  double value, gamma;
} ck_likelihood;

// Elements (of float or double) of scratch that ck_softmax_likelihood and ck_focal_likelihood need.
ptrdiff_t ck_likelihood_scratch_count(ptrdiff_t classes);

// The negative log-likelihood of softmax(x) summed over rows, each times its weight; replaces x by
// the gradient with respect to x. labels and weights (or NULL) are those of the first row of x.
double ck_softmax_likelihood_f32(float *x, ptrdiff_t rows, ptrdiff_t classes,
                                 const int32_t *labels, const double *weights, float *scratch);
double ck_softmax_likelihood_f64(double *x, ptrdiff_t rows, ptrdiff_t classes,
                                 const int32_t *labels, const double *weights, double *scratch);

// For softmax(y), with gradient that of ck_softmax_likelihood with respect to y, and scores x that y is
// linear in, each at least a floor: replaces gradient by p (1 - p) and writes p (x - sum of p x), both
// times the row's weight, and x * x.
void ck_softmax_curvature_f32(float *gradient, const float *x, ptrdiff_t rows, ptrdiff_t classes,
                              const int32_t *labels, const double *weights, float floor,
                              float *scaling, float *squares);
void ck_softmax_curvature_f64(double *gradient, const double *x, ptrdiff_t rows, ptrdiff_t classes,
                              const int32_t *labels, const double *weights, double floor,
                              double *scaling, double *squares);

// The same as ck_softmax_likelihood for the focal map of softmax(x), in double precision; gamma >= -1.
ck_likelihood ck_focal_likelihood(double *x, ptrdiff_t rows, ptrdiff_t classes,
                                  const int32_t *labels, const double *weights, double gamma,
                                  double *scratch);

// Adds sums over rows of gradient * x and of gradient, class by class: the derivatives with respect
// to the diagonal and the intercept of ck_affine_rows.
void ck_add_affine_gradient_f32(const float *x, const float *gradient, ptrdiff_t rows,
                                ptrdiff_t classes, double *diagonal, double *intercept);
void ck_add_affine_gradient_f64(const double *x, const double *gradient, ptrdiff_t rows,
                                ptrdiff_t classes, double *diagonal, double *intercept);

// Elements of scratch that ck_matrix_rows and ck_add_matrix_gradient need.
ptrdiff_t ck_product_scratch_count_f32(void);
ptrdiff_t ck_product_scratch_count_f64(void);

// out = W x + intercept, row by row, for a full W given as its transpose; out must not overlap x. An
// impossible class (-inf) stays impossible and counts as floor for the others, as does any x below it.
void ck_matrix_rows_f32(const float *x, ptrdiff_t rows, ptrdiff_t classes, const float *transposed,
                        const float *intercept, float floor, float *out, float *scratch);
void ck_matrix_rows_f64(const double *x, ptrdiff_t rows, ptrdiff_t classes,
                        const double *transposed, const double *intercept, double floor,
                        double *out, double *scratch);

// Adds the derivatives with respect to the transposed matrix and the intercept of ck_matrix_rows.
void ck_add_matrix_gradient_f32(const float *x, const float *gradient, ptrdiff_t rows,
                                ptrdiff_t classes, float floor, double *transposed,
                                double *intercept, float *scratch);
void ck_add_matrix_gradient_f64(const double *x, const double *gradient, ptrdiff_t rows,
                                ptrdiff_t classes, double floor, double *transposed,
                                double *intercept, double *scratch);

// The sum of x * y.
double ck_dot(const double *x, const double *y, ptrdiff_t count);

// Adds factor * x to sum.
void ck_add_scaled(double factor, const double *x, ptrdiff_t count, double *sum);

// Adds the sum of x * y over each column to sums.
void ck_add_column_dots(const double *x, const double *y, ptrdiff_t rows, ptrdiff_t columns,
                        double *sums);

// Adds x, with each column times its factor, to sum.
void ck_add_scaled_columns(const double *factors, const double *x, ptrdiff_t rows,
                           ptrdiff_t columns, double *sum);

// The sum of weights * ln(1 + x) for x >= 0.
double ck_sum_log_one_plus(const double *weights, const double *x, ptrdiff_t count);

// The loss of logistic regression, -t ln p - (1-t) ln(1-p) with logit p linear in the features, summed
// over rows, with its derivatives.
typedef struct {
  double value;
  double gradient[3];
  double hessian[6];  // the lower triangle, row by row
} ck_logistic;

// count is 2 or 3; features has `rows` values of each, feature after feature. targets are t, and
// weights those of the rows.
ck_logistic ck_logistic_loss(const double *features, ptrdiff_t count, ptrdiff_t rows,
                             const double *targets, const double *weights,
                             const double *coefficients);

// What most metrics need to know of a row of log-probabilities and its label.
typedef struct {
  double confidence;         // the largest probability
  double log_complement;     // ln of the sum of all others
  double log_likelihood;     // ln p of the label
  double brier;              // sum over classes of (p - 1[label])^2
  int32_t predicted;         // the class of the largest probability, the first of equals
} ck_row_summary;

void ck_summarise_rows(const double *log_probabilities, ptrdiff_t rows, ptrdiff_t classes,
                       const int32_t *labels, ck_row_summary *out);

// The elementary functions the kernels are built from. out may be x.
void ck_exp_f32(const float *x, float *out, ptrdiff_t count);
void ck_exp_f64(const double *x, double *out, ptrdiff_t count);
void ck_log_f32(const float *x, float *out, ptrdiff_t count);
void ck_log_f64(const double *x, double *out, ptrdiff_t count);
void ck_log1m_f32(const float *x, float *out, ptrdiff_t count);
void ck_log1m_f64(const double *x, double *out, ptrdiff_t count);

// Bins [0, 1] into `bins` (1 ... 65535) bins of equal width, right-closed: the bin b with
// b/bins < p <= (b+1)/bins, where probabilities that rounding to single precision can lift above an
// edge e, up to e + max(2^-20 e (1 - e), 2^-25), count as on it; 0 falls in the first.
void ck_equal_width_bins(const double *probabilities, ptrdiff_t count, ptrdiff_t bins,
                         uint16_t *out);

// What class-wise metrics need of each score: the probability, its bin of equal width, and the
// weighted gap weight * (p - 1[label]). weights may be NULL. The outputs have rows x classes
// elements.
void ck_classwise_terms(const double *log_probabilities, ptrdiff_t rows, ptrdiff_t classes,
                        const int32_t *labels, const double *weights, ptrdiff_t bins,
                        double *probabilities, uint16_t *bin_indices, float *gaps);

// The sums of a bin: of the weights, of weight * probability, of the weights of rows of the class.
typedef struct {
  double weight, confidence, positives;
} ck_bin_sums;

// Adds rows to the sums of the classes [first_class, last_class); sums has classes x bins elements.
void ck_classwise_sums(const double *probabilities, const uint16_t *bin_indices, ptrdiff_t rows,
                       ptrdiff_t classes, ptrdiff_t first_class, ptrdiff_t last_class,
                       const int32_t *labels, const double *weights, ptrdiff_t bins,
                       ck_bin_sums *sums);

// Bootstrap resamples that are summed side by side.
#define CK_RESAMPLE_LANES 16

// Adds count * value to the sum of each value's bin, for the columns [first_column, last_column)
// of rows x columns values. counts: how often each row was drawn, rows x CK_RESAMPLE_LANES.
// sums: columns x bins x CK_RESAMPLE_LANES. Values must be finite.
void ck_resample_sums_f32(const float *values, const uint16_t *bin_indices, ptrdiff_t rows,
                          ptrdiff_t columns, ptrdiff_t first_column, ptrdiff_t last_column,
                          ptrdiff_t bins, const uint8_t *counts, float *sums);
void ck_resample_sums_f64(const double *values, const uint16_t *bin_indices, ptrdiff_t rows,
                          ptrdiff_t columns, ptrdiff_t first_column, ptrdiff_t last_column,
                          ptrdiff_t bins, const uint8_t *counts, double *sums);

#ifdef __cplusplus
}
#endif

#endif
