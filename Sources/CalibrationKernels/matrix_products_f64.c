// Products with matrices in double precision.

#include "vector_f64.h"

#include "matrix_products.h"
