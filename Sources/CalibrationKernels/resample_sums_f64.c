#include "CalibrationKernels.h"
#include "vector_f64.h"

#include "resample_sums.h"
