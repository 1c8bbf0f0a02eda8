// libtorch's threads, for loops of our own.

#ifndef PARALLEL_H
#define PARALLEL_H

#include <cstdint>
#include <functional>

namespace torch_shim {

/// Calls `work` with ranges that together are 0 ..< count, on libtorch's threads where there is more than `grain`.
///
/// What is thrown goes to the caller. How the range is cut depends on the number of threads.
void in_parallel(int64_t count, int64_t grain, const std::function<void(int64_t begin, int64_t end)> &work);

} // namespace torch_shim

#endif
