#include "CalibrationKernels.h"
#include "vector_f64.h"

#include "elementary_functions.h"
