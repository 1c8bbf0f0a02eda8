// One row's softmax with its label, for likelihoods. Include after vector_f32.h or vector_f64.h.

#include "tempered_rows.h"
#include "real_rows.h"

// A row that counts and has something to tell, ready for its likelihood.
typedef struct {
  tempered_row softmax;
  ptrdiff_t index;     // of the leading class
  bool leads;          // whether the label is the leading class
  double label_delta;  // the label's logit less the second largest
  double label_log_q;
} likelihood_row;

// Fills z with the row's logits, padded, and e with exp(z - second). False where only one class is
// possible, so that no map changes anything.
CK_INLINE bool prepare_row(const real *x, ptrdiff_t classes, int32_t label, real *z, real *e,
                           likelihood_row *out) {
  lane_tops tops = tops_of_nothing();
  for (ptrdiff_t j = 0; j < classes; j += LANES) {
    vreal v = load_partial(x + j, classes - j, -(real)INFINITY);
    v_store(z + j, v);
    see(&tops, v);
  }
  top_logits top = joined(tops);
  if (top.second == -(real)INFINITY) return false;
  tempered_row t = temper_row(z, e, classes, top, 1);
  bool leads = label == top.index;
  double label_delta = (double)x[label] - (double)top.second;
  *out = (likelihood_row){
      .softmax = t,
      .index = top.index,
      .leads = leads,
      .label_delta = label_delta,
      .label_log_q = leads ? -t.log_sum : label_delta + t.log_kappa,
  };
  return true;
}

CK_INLINE void clear(real *x, ptrdiff_t classes) {
  memset(x, 0, (size_t)classes * sizeof(real));
}
