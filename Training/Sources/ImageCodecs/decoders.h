// What the decoders of the formats share.

#ifndef DECODERS_H
#define DECODERS_H

#include "image_codecs.h"

bool jpeg_image_size(const uint8_t *bytes, size_t count, size_t *width, size_t *height, char *reason);
bool jpeg_image_decode(const uint8_t *bytes, size_t count, uint8_t *pixels, size_t width, size_t height, char *reason);
bool png_image_size(const uint8_t *bytes, size_t count, size_t *width, size_t *height, char *reason);
bool png_image_decode(const uint8_t *bytes, size_t count, uint8_t *pixels, size_t width, size_t height, char *reason);

// Copies a reason, cut to IMAGE_REASON_SIZE.
void image_set_reason(char *reason, const char *text);

#endif
