// Fit objectives in double precision, for the last steps of a fit.

#include "vector_f64.h"

#include "objective_rows.h"
