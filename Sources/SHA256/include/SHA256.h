// The compression function of SHA-256 (FIPS 180-4, section 6.2.2), with the processor's own
// instructions where it has them.

#ifndef SHA256_H
#define SHA256_H

#include <stddef.h>
#include <stdint.h>

// Takes whole blocks of 64 bytes into the state of eight words.
void sha256_compress(uint32_t state[8], const uint8_t *blocks, size_t block_count);

// The same without those instructions, for tests and other processors.
void sha256_compress_portable(uint32_t state[8], const uint8_t *blocks, size_t block_count);

#endif
