#include "torch_shim.h"

#include <torch/torch.h>

int ts_thread_count(void) { return at::get_num_threads(); }
