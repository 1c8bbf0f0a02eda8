// What reading memory takes, to compare passes over scores with.

#ifndef MEMORY_FLOOR_H
#define MEMORY_FLOOR_H

#include <stddef.h>

// The sum of numbers, in no particular order: the cheapest thing that needs every one of them.
float memory_floor_sum(const float *numbers, ptrdiff_t count);

#endif
