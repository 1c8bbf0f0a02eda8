#include "parallel.h"

#include <ATen/TensorIterator.h>
#include <torch/torch.h>

namespace torch_shim {

void in_parallel(int64_t count, int64_t grain, const std::function<void(int64_t begin, int64_t end)> &work) {
  if (count <= grain) {
    work(0, count);
    return;
  }
  // By way of an operation of libtorch's own: `at::parallel_for` is serial here, for its threads are OpenMP's, which
  // this file is compiled without. Nobody reads or writes the bytes; their places say which range it is.
  const auto places = at::empty({count}, at::kByte);
  const auto *first = static_cast<const char *>(places.data_ptr());
  auto iterator =
      at::TensorIteratorConfig().add_output(places).check_all_same_dtype(false).resize_outputs(false).build();
  iterator.for_each(
      [&](char **data, const int64_t *, int64_t length) {
        const int64_t begin = data[0] - first;
        work(begin, begin + length);
      },
      grain);
}

} // namespace torch_shim
