// JPEG and PNG images in memory, as rows of 8-bit red, green and blue, three bytes a pixel.
//
// Whatever a file holds, these functions return: errors of libjpeg and libpng are caught, memory is given back, and headers
// that announce absurd sizes are refused before anything is allocated for them.

#ifndef IMAGE_CODECS_H
#define IMAGE_CODECS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Room for the reason of a failure, with its terminating zero.
#define IMAGE_REASON_SIZE 256

// Images of more pixels are refused: 64 Mi pixels take 192 MiB.
#define IMAGE_MAX_PIXELS ((size_t)1 << 26)

// Reads width and height from the header of a JPEG or PNG image.
//
// Returns false and a reason when the bytes do not begin like one, or announce more than IMAGE_MAX_PIXELS.
bool image_read_size(const uint8_t *bytes, size_t count, size_t *width, size_t *height, char *reason);

// Decodes a JPEG or PNG image into height * width * 3 bytes.
//
// Grey levels are repeated, palettes looked up, CMYK is multiplied out, 16 bits are rounded to 8, and an alpha channel is
// dropped. Orientation tags and colour profiles are not applied. An image that ends early is an error.
//
// width and height must be what image_read_size found.
bool image_decode(const uint8_t *bytes, size_t count, uint8_t *pixels, size_t width, size_t height, char *reason);

// Encodes height * width * 3 bytes as a PNG image. *bytes must be freed with free.
bool image_encode_png(const uint8_t *pixels, size_t width, size_t height, uint8_t **bytes, size_t *count, char *reason);

// Scales the largest centred part of the image that has the proportions of the output.
//
// Separable triangle filter, as wide as an output pixel where the image shrinks and as an input pixel where it grows. Returns
// false when there is no memory.
bool image_resize(const uint8_t *pixels, size_t width, size_t height, uint8_t *output, size_t output_width,
                  size_t output_height);

#endif
