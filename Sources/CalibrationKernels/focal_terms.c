#include "focal_terms.h"

#include "CalibrationKernels.h"

double ck_focal_log_damping(double log_v, double log_w, double gamma) {
  return log_damping(log_v, log_w, gamma);
}
