#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "decoders.h"

// Text and profiles beside the pixels may not grow beyond this when they are inflated.
enum { MAX_CHUNK_BYTES = 1 << 23 };

struct input {
  const uint8_t *bytes;
  size_t count;
};

static void fail(png_structp png, png_const_charp message) {
  image_set_reason(png_get_error_ptr(png), message);
  png_longjmp(png, 1);
}

// libpng warns of chunks that do not touch the pixels.
static void ignore_warning(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

static void read_bytes(png_structp png, png_bytep output, size_t count) {
  struct input *input = png_get_io_ptr(png);
  if (count > input->count) png_error(png, "the file ends within the image");
  memcpy(output, input->bytes, count);
  input->bytes += count;
  input->count -= count;
}

struct decoder {
  png_structp png;
  png_infop info;
  struct input input;
};

static bool prepare(struct decoder *decoder, const uint8_t *bytes, size_t count, char *reason) {
  decoder->input = (struct input){bytes, count};
  decoder->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, reason, fail, ignore_warning);
  decoder->info = decoder->png ? png_create_info_struct(decoder->png) : NULL;
  if (decoder->info) return true;
  png_destroy_read_struct(&decoder->png, NULL, NULL);
  image_set_reason(reason, "libpng cannot start; is there enough memory?");
  return false;
}

static void begin(struct decoder *decoder) {
  png_set_read_fn(decoder->png, &decoder->input, read_bytes);
  // The limit of image_read_size is on the area; libpng's own is a million for each side.
  png_set_user_limits(decoder->png, IMAGE_MAX_PIXELS, IMAGE_MAX_PIXELS);
  png_set_chunk_malloc_max(decoder->png, MAX_CHUNK_BYTES);
  png_read_info(decoder->png, decoder->info);
}

bool png_image_size(const uint8_t *bytes, size_t count, size_t *width, size_t *height, char *reason) {
  struct decoder decoder;
  if (!prepare(&decoder, bytes, count, reason)) return false;
  if (setjmp(png_jmpbuf(decoder.png))) {
    png_destroy_read_struct(&decoder.png, &decoder.info, NULL);
    return false;
  }
  begin(&decoder);
  *width = png_get_image_width(decoder.png, decoder.info);
  *height = png_get_image_height(decoder.png, decoder.info);
  png_destroy_read_struct(&decoder.png, &decoder.info, NULL);
  return true;
}

bool png_image_decode(const uint8_t *bytes, size_t count, uint8_t *pixels, size_t width, size_t height, char *reason) {
  struct decoder decoder;
  if (!prepare(&decoder, bytes, count, reason)) return false;
  if (setjmp(png_jmpbuf(decoder.png))) {
    png_destroy_read_struct(&decoder.png, &decoder.info, NULL);
    return false;
  }
  begin(&decoder);
  png_set_expand(decoder.png);
  png_set_scale_16(decoder.png);
  png_set_strip_alpha(decoder.png);
  png_set_gray_to_rgb(decoder.png);
  int passes = png_set_interlace_handling(decoder.png);
  png_read_update_info(decoder.png, decoder.info);
  if (png_get_image_width(decoder.png, decoder.info) != width ||
      png_get_image_height(decoder.png, decoder.info) != height ||
      png_get_rowbytes(decoder.png, decoder.info) != 3 * width)
    png_error(decoder.png, "the image changed while it was read");
  for (int pass = 0; pass < passes; pass++)
    for (size_t y = 0; y < height; y++) png_read_row(decoder.png, pixels + 3 * width * y, NULL);
  png_read_end(decoder.png, NULL);
  png_destroy_read_struct(&decoder.png, &decoder.info, NULL);
  return true;
}

struct output {
  uint8_t *bytes;
  size_t count;
  size_t capacity;
};

static void write_bytes(png_structp png, png_bytep bytes, size_t count) {
  struct output *output = png_get_io_ptr(png);
  if (count > output->capacity - output->count) {
    size_t capacity = 2 * output->capacity + count;
    uint8_t *grown = realloc(output->bytes, capacity);
    if (!grown) png_error(png, "there is not enough memory");
    output->bytes = grown;
    output->capacity = capacity;
  }
  memcpy(output->bytes + output->count, bytes, count);
  output->count += count;
}

static void flush_nothing(png_structp png) { (void)png; }

struct encoder {
  png_structp png;
  png_infop info;
  struct output output;
};

bool image_encode_png(const uint8_t *pixels, size_t width, size_t height, uint8_t **bytes, size_t *count, char *reason) {
  struct encoder encoder = {0};
  encoder.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, reason, fail, ignore_warning);
  encoder.info = encoder.png ? png_create_info_struct(encoder.png) : NULL;
  if (!encoder.info) {
    png_destroy_write_struct(&encoder.png, NULL);
    image_set_reason(reason, "libpng cannot start; is there enough memory?");
    return false;
  }
  if (setjmp(png_jmpbuf(encoder.png))) {
    png_destroy_write_struct(&encoder.png, &encoder.info);
    free(encoder.output.bytes);
    return false;
  }
  if (width > PNG_UINT_31_MAX || height > PNG_UINT_31_MAX) png_error(encoder.png, "the image is too large for PNG");
  png_set_write_fn(encoder.png, &encoder.output, write_bytes, flush_nothing);
  png_set_IHDR(encoder.png, encoder.info, (png_uint_32)width, (png_uint_32)height, 8, PNG_COLOR_TYPE_RGB,
               PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info(encoder.png, encoder.info);
  for (size_t y = 0; y < height; y++) png_write_row(encoder.png, pixels + 3 * width * y);
  png_write_end(encoder.png, NULL);
  png_destroy_write_struct(&encoder.png, &encoder.info);
  *bytes = encoder.output.bytes;
  *count = encoder.output.count;
  return true;
}
