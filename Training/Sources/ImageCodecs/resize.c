#include <math.h>
#include <stdlib.h>

#include "image_codecs.h"

// The input samples that one output sample is made of.
struct tap {
  size_t first;
  size_t count;
};

// Weights along one axis: those of output sample i begin at i * width.
struct filter {
  struct tap *taps;
  float *weights;
  size_t width;
};

static void free_filter(struct filter *filter) {
  free(filter->taps);
  free(filter->weights);
}

static bool make_filter(struct filter *filter, size_t input, size_t output, double scale) {
  double radius = scale > 1 ? scale : 1;
  double start = ((double)input - scale * (double)output) / 2;
  filter->width = (size_t)ceil(2 * radius) + 1;
  filter->taps = calloc(output, sizeof *filter->taps);
  filter->weights = calloc(output * filter->width, sizeof *filter->weights);
  if (!filter->taps || !filter->weights) return false;
  for (size_t i = 0; i < output; i++) {
    double centre = start + ((double)i + 0.5) * scale;
    double low = fmax(floor(centre - radius), 0);
    double high = fmin(ceil(centre + radius), (double)input);
    struct tap *tap = &filter->taps[i];
    float *weights = filter->weights + i * filter->width;
    double sum = 0;
    tap->first = (size_t)low;
    for (double j = low; j < high && tap->count < filter->width; j++) {
      double weight = fmax(1 - fabs(j + 0.5 - centre) / radius, 0);
      weights[tap->count++] = (float)weight;
      sum += weight;
    }
    for (size_t j = 0; j < tap->count; j++) weights[j] /= (float)sum;
  }
  return true;
}

static void filter_rows(const uint8_t *pixels, size_t width, size_t row_count, float *rows, size_t output_width,
                        const struct filter *filter) {
  for (size_t y = 0; y < row_count; y++)
    for (size_t x = 0; x < output_width; x++)
      for (size_t channel = 0; channel < 3; channel++) {
        const struct tap tap = filter->taps[x];
        const uint8_t *samples = pixels + 3 * (y * width + tap.first) + channel;
        float sum = 0;
        for (size_t j = 0; j < tap.count; j++) sum += filter->weights[x * filter->width + j] * samples[3 * j];
        rows[3 * (y * output_width + x) + channel] = sum;
      }
}

static void filter_columns(const float *rows, size_t first_row, uint8_t *output, size_t output_width,
                           size_t output_height, const struct filter *filter) {
  size_t length = 3 * output_width;
  for (size_t y = 0; y < output_height; y++)
    for (size_t i = 0; i < length; i++) {
      const struct tap tap = filter->taps[y];
      float sum = 0;
      for (size_t j = 0; j < tap.count; j++)
        sum += filter->weights[y * filter->width + j] * rows[(tap.first - first_row + j) * length + i];
      output[y * length + i] = (uint8_t)fminf(fmaxf(sum + 0.5f, 0), 255);
    }
}

bool image_resize(const uint8_t *pixels, size_t width, size_t height, uint8_t *output, size_t output_width,
                  size_t output_height) {
  double scale = fmin((double)width / (double)output_width, (double)height / (double)output_height);
  struct filter across = {0}, down = {0};
  float *rows = NULL;
  if (make_filter(&across, width, output_width, scale) && make_filter(&down, height, output_height, scale)) {
    // The rows that are cut off above and below take no memory, however many they are.
    const struct tap last = down.taps[output_height - 1];
    size_t first_row = down.taps[0].first;
    size_t row_count = last.first + last.count - first_row;
    rows = malloc(row_count * output_width * 3 * sizeof *rows);
    if (rows) {
      filter_rows(pixels + 3 * first_row * width, width, row_count, rows, output_width, &across);
      filter_columns(rows, first_row, output, output_width, output_height, &down);
    }
  }
  bool is_resized = rows != NULL;
  free_filter(&across);
  free_filter(&down);
  free(rows);
  return is_resized;
}
