// The leading class of a row against the others.

#include <math.h>

#include "CalibrationKernels.h"
#include "vector_f64.h"

#include "real_rows.h"

CK_CLONES ck_leading ck_leading_class(const double *z, ptrdiff_t classes, double *e) {
  top_logits top = find_top(z, classes);
  ck_leading leading = {.lead = top.index, .second = top.second, .others = 0};
  if (top.second == -INFINITY) {
    for (ptrdiff_t j = 0; j < classes; j++) e[j] = 0;
    return leading;
  }
  // Adding and subtracting these rounds a number in [0, 1] to multiples of 2^-38, and what is left to
  // multiples of 2^-76, of which 2^15 are added without rounding.
  const double coarse = 0x1.8p14, fine = 0x1.8p-24;
  vreal high = 0, low = 0;
  lane_tops places = tops_of_nothing();
  for (ptrdiff_t j = 0; j < classes; j += LANES, places.at += LANES) {
    vreal delta = load_partial(z + j, classes - j, -INFINITY) - top.second;
    vreal v = v_exp(v_select(places.at == (vint)top.index, (vreal)-INFINITY, delta));
    store_partial(e + j, v, classes - j);
    vreal whole = (v + coarse) - coarse;
    high += whole;
    low += ((v - whole) + fine) - fine;
  }
  leading.others = v_sum(high) + v_sum(low);
  return leading;
}
