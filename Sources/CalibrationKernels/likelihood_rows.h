// One row's softmax with its label, for likelihoods. Include after vector_f32.h or vector_f64.h.

#include "tempered_rows.h"
#include "real_rows.h"

// A row that counts and has something to tell, ready for its likelihood.
typedef struct {
  tempered_row softmax;
  ptrdiff_t index;     // of the leading class
  bool leads;          // whether the label is the leading class
  double label_log_q;
} likelihood_row;

// Fills z with the row's logits, padded, and e with exp(z - second). False where only one class is
// possible, so that no map changes anything.
CK_INLINE bool prepare_row(const real *x, ptrdiff_t classes, int32_t label, real *z, real *e,
                           likelihood_row *out) {
  top_logits top = find_top(x, classes);
  if (top.second == -(real)INFINITY) return false;
  memcpy(z, x, (size_t)classes * sizeof(real));
  for (ptrdiff_t j = classes; j < padded(classes); j++) z[j] = -(real)INFINITY;
  tempered_row t =
      temper_row(z, e, classes, (row_top){top.first, top.second, top.index}, 1);
  bool leads = label == top.index;
  *out = (likelihood_row){
      .softmax = t,
      .index = top.index,
      .leads = leads,
      .label_log_q = leads ? -t.log_sum : x[label] - top.second + t.log_kappa,
  };
  return true;
}

CK_INLINE void clear(real *x, ptrdiff_t classes) {
  memset(x, 0, (size_t)classes * sizeof(real));
}
