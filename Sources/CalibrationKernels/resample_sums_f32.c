#include "CalibrationKernels.h"
#include "vector_f32.h"

#include "resample_sums.h"
