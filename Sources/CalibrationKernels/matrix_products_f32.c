// Products with matrices in single precision, for the long steps of a fit.

#include "vector_f32.h"

#include "matrix_products.h"
