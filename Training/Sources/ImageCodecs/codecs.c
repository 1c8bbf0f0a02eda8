#include <stdio.h>
#include <string.h>

#include "decoders.h"

enum format { UNKNOWN, JPEG, PNG };

static enum format format_of(const uint8_t *bytes, size_t count) {
  static const uint8_t jpeg[] = {0xFF, 0xD8, 0xFF};
  static const uint8_t png[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  if (count >= sizeof jpeg && memcmp(bytes, jpeg, sizeof jpeg) == 0) return JPEG;
  if (count >= sizeof png && memcmp(bytes, png, sizeof png) == 0) return PNG;
  return UNKNOWN;
}

static bool is_of_no_format(char *reason) {
  image_set_reason(reason, "the contents are neither a JPEG nor a PNG image");
  return false;
}

void image_set_reason(char *reason, const char *text) { snprintf(reason, IMAGE_REASON_SIZE, "%s", text); }

bool image_read_size(const uint8_t *bytes, size_t count, size_t *width, size_t *height, char *reason) {
  bool is_read = false;
  switch (format_of(bytes, count)) {
    case JPEG: is_read = jpeg_image_size(bytes, count, width, height, reason); break;
    case PNG: is_read = png_image_size(bytes, count, width, height, reason); break;
    case UNKNOWN: return is_of_no_format(reason);
  }
  if (!is_read) return false;
  if (*width == 0 || *height == 0 || *width > IMAGE_MAX_PIXELS / *height) {
    snprintf(reason, IMAGE_REASON_SIZE, "the header announces %zu x %zu pixels, and %zu are the limit", *width, *height,
             IMAGE_MAX_PIXELS);
    return false;
  }
  return true;
}

bool image_decode(const uint8_t *bytes, size_t count, uint8_t *pixels, size_t width, size_t height, char *reason) {
  switch (format_of(bytes, count)) {
    case JPEG: return jpeg_image_decode(bytes, count, pixels, width, height, reason);
    case PNG: return png_image_decode(bytes, count, pixels, width, height, reason);
    case UNKNOWN: break;
  }
  return is_of_no_format(reason);
}
