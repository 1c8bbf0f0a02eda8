// Maps class by class and their likelihood in single precision, for the long steps of a fit.

#include "vector_f32.h"

#include "affine_rows.h"
