#ifndef TORCH_SHIM_H
#define TORCH_SHIM_H

#ifdef __cplusplus
extern "C" {
#endif

/// How many processors libtorch uses within one operation.
int ts_thread_count(void);

#ifdef __cplusplus
}
#endif

#endif
