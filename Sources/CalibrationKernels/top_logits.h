// The two largest logits of a row. Include after vector_f32.h or vector_f64.h.

#ifndef CK_TOP_LOGITS_H
#define CK_TOP_LOGITS_H

#include <math.h>
#include <stddef.h>

// The two largest logits, and where the first stands (the first of equals).
typedef struct {
  real first, second;
  ptrdiff_t index;
} top_logits;

// The two largest logits that each lane has seen, where its first stood, and where its next stands.
typedef struct {
  vreal first, second;
  vint index, at;
} lane_tops;

CK_INLINE lane_tops tops_of_nothing(void) {
  lane_tops tops = {.first = -(real)INFINITY, .second = -(real)INFINITY, .index = 0};
  for (int lane = 0; lane < LANES; lane++) tops.at[lane] = lane;
  return tops;
}

CK_INLINE void see(lane_tops *tops, vreal v) {
  vint greater = v > tops->first;
  tops->second = v_max(tops->second, v_min(tops->first, v));
  tops->first = v_max(tops->first, v);
  tops->index = (tops->index & ~greater) | (tops->at & greater);
  tops->at += LANES;
}

CK_INLINE top_logits joined(lane_tops tops) {
  top_logits top = {.first = v_greatest(tops.first)};
  vint leads = tops.first == top.first;
  vint index = (tops.index & leads) | (tops.at & ~leads);  // the next stand behind all
  top.index = (ptrdiff_t)__builtin_reduce_min(index);
  // The lane that leads is out with its first.
  top.second = v_greatest(v_select(index == (vint)top.index, tops.second, tops.first));
  return top;
}

#endif
