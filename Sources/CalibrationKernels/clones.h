// How a hot function is compiled for several processors.

#ifndef CK_CLONES_H
#define CK_CLONES_H

// CK_SINGLE_VERSION compiles for the target alone, so that tests can run what older processors run.
#if defined(__x86_64__) && defined(__ELF__) && !defined(CK_SINGLE_VERSION)
// The loader picks the version by the processor; helpers inlined into the function follow it.
#define CK_CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define CK_CLONES
#endif

#define CK_INLINE static inline __attribute__((always_inline))

// Helpers take and return wide vectors by value but are always inlined, so no call ever depends on
// how vectors are passed.
#pragma clang diagnostic ignored "-Wpsabi"

#endif
