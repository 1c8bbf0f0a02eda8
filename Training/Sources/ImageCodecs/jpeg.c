#include <setjmp.h>
#include <stdio.h>
// After stdio.h: jpeglib.h uses FILE without including it.
#include <jpeglib.h>
#include <jerror.h>

#include "decoders.h"

// A file of a few bytes for each scan could keep a decoder busy for minutes; real progressive images have about ten.
enum { MAX_SCANS = 100 };

struct decoder {
  struct jpeg_decompress_struct image;
  struct jpeg_error_mgr errors;
  struct jpeg_progress_mgr progress;
  jmp_buf escape;
  char *reason;
};

static void fail(j_common_ptr image) {
  struct decoder *decoder = image->client_data;
  char message[JMSG_LENGTH_MAX];
  image->err->format_message(image, message);
  image_set_reason(decoder->reason, message);
  longjmp(decoder->escape, 1);
}

// libjpeg fills what is missing with grey and only warns. Warnings about the compressed data are damage; those about
// stray bytes and markers leave the pixels as they are.
static void heed_warning(j_common_ptr image, int level) {
  if (level >= 0) return;
  switch (image->err->msg_code) {
    case JWRN_JPEG_EOF:
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_MUST_RESYNC:
    case JWRN_ARITH_BAD_CODE:
    case JWRN_BOGUS_PROGRESSION:
      fail(image);
      break;
    default:
      break;
  }
}

static void limit_scans(j_common_ptr image) {
  struct decoder *decoder = image->client_data;
  if (decoder->image.input_scan_number <= MAX_SCANS) return;
  image_set_reason(decoder->reason, "the image has more than 100 scans");
  longjmp(decoder->escape, 1);
}

static void begin(struct decoder *decoder, const uint8_t *bytes, size_t count) {
  jpeg_create_decompress(&decoder->image);
  decoder->image.progress = &decoder->progress;
  jpeg_mem_src(&decoder->image, (unsigned char *)bytes, count);
  jpeg_read_header(&decoder->image, TRUE);
}

// The errors must be in place before anything can fail, and client_data survives jpeg_create_decompress.
static void prepare(struct decoder *decoder, char *reason) {
  decoder->image.err = jpeg_std_error(&decoder->errors);
  decoder->errors.error_exit = fail;
  decoder->errors.emit_message = heed_warning;
  decoder->progress.progress_monitor = limit_scans;
  decoder->image.client_data = decoder;
  decoder->reason = reason;
}

bool jpeg_image_size(const uint8_t *bytes, size_t count, size_t *width, size_t *height, char *reason) {
  struct decoder decoder = {0};
  prepare(&decoder, reason);
  if (setjmp(decoder.escape)) {
    jpeg_destroy_decompress(&decoder.image);
    return false;
  }
  begin(&decoder, bytes, count);
  *width = decoder.image.image_width;
  *height = decoder.image.image_height;
  jpeg_destroy_decompress(&decoder.image);
  return true;
}

// Photoshop, and nearly everything after it, stores CMYK inverted and says so by an Adobe marker.
static void multiply_out(const uint8_t *cmyk, uint8_t *rgb, size_t width, bool is_inverted) {
  for (size_t x = 0; x < width; x++) {
    unsigned black = is_inverted ? cmyk[4 * x + 3] : 255u - cmyk[4 * x + 3];
    for (size_t channel = 0; channel < 3; channel++) {
      unsigned ink = cmyk[4 * x + channel];
      rgb[3 * x + channel] = (uint8_t)(((is_inverted ? ink : 255u - ink) * black + 127u) / 255u);
    }
  }
}

bool jpeg_image_decode(const uint8_t *bytes, size_t count, uint8_t *pixels, size_t width, size_t height, char *reason) {
  struct decoder decoder = {0};
  prepare(&decoder, reason);
  if (setjmp(decoder.escape)) {
    jpeg_destroy_decompress(&decoder.image);
    return false;
  }
  begin(&decoder, bytes, count);
  struct jpeg_decompress_struct *image = &decoder.image;
  bool is_cmyk = image->jpeg_color_space == JCS_CMYK || image->jpeg_color_space == JCS_YCCK;
  image->out_color_space = is_cmyk ? JCS_CMYK : JCS_RGB;
  jpeg_start_decompress(image);
  if (image->output_width != width || image->output_height != height) {
    image_set_reason(reason, "the image changed while it was read");
    longjmp(decoder.escape, 1);
  }
  // Belongs to the decoder, which frees it in every case.
  JSAMPROW cmyk =
      is_cmyk ? image->mem->alloc_large((j_common_ptr)image, JPOOL_IMAGE, 4 * width * sizeof(JSAMPLE)) : NULL;
  while (image->output_scanline < height) {
    uint8_t *row = pixels + 3 * width * image->output_scanline;
    JSAMPROW output = is_cmyk ? cmyk : row;
    jpeg_read_scanlines(image, &output, 1);
    if (is_cmyk) multiply_out(cmyk, row, width, image->saw_Adobe_marker);
  }
  jpeg_finish_decompress(image);
  jpeg_destroy_decompress(image);
  return true;
}
