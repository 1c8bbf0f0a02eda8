#include "CalibrationKernels.h"
#include "vector_f32.h"

#include "elementary_functions.h"
