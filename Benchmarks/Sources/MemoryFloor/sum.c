#include "MemoryFloor.h"

float memory_floor_sum(const float *numbers, ptrdiff_t count) {
#pragma clang fp reassociate(on)
  float sum = 0;
  for (ptrdiff_t i = 0; i < count; ++i) sum += numbers[i];
  return sum;
}
