#include "batch_norm_rows.h"
#include "parallel.h"
#include "tensor.h"

#include <cmath>

using namespace torch_shim;

namespace {

struct running_statistics {
  at::Tensor mean;
  at::Tensor variance;
  double momentum;
};

/// Rows of `channels` values, cut the same way whatever the number of threads, so that sums are the same bits: into at
/// most 64 chunks of at least 4096 values.
class chunked_rows {
public:
  explicit chunked_rows(const at::Tensor &images)
      : channels(images.size(1)), count(images.numel() / channels),
        chunk(std::max((count + 63) / 64, (4096 + channels - 1) / channels)), chunks((count + chunk - 1) / chunk) {}

  const int64_t channels;
  const int64_t count;

  /// Calls `work` with the number of rows of each chunk and the place of its first value, on all threads.
  template <typename Work> void each(Work work) const {
    each_with_index([&](int64_t, int64_t rows, int64_t place) { work(rows, place); });
  }

  /// Two sums for each channel over all rows; `work` adds those of a chunk.
  template <typename Work> std::vector<double> sums(Work work) const {
    const size_t width = 2 * static_cast<size_t>(channels);
    std::vector<double> of_chunks(static_cast<size_t>(chunks) * width);
    each_with_index([&](int64_t index, int64_t rows, int64_t place) {
      work(rows, place, of_chunks.data() + static_cast<size_t>(index) * width);
    });
    std::vector<double> total(width);
    for (size_t i = 0; i < of_chunks.size(); ++i)
      total[i % width] += of_chunks[i];
    return total;
  }

private:
  const int64_t chunk;
  const int64_t chunks;

  template <typename Work> void each_with_index(Work work) const {
    in_parallel(chunks, 1, [&](int64_t begin, int64_t end) {
      for (int64_t index = begin; index < end; ++index)
        work(index, std::min(chunk, count - index * chunk), index * chunk * channels);
    });
  }
};

const float *floats(const at::Tensor &tensor) { return tensor.data_ptr<float>(); }

/// libtorch's batch normalisation in training, addition and ReLU in two passes over the input, and in two backward.
struct fused_batch_norm : torch::autograd::Function<fused_batch_norm> {
  static at::Tensor forward(torch::autograd::AutogradContext *context, const at::Tensor &input,
                            const at::Tensor &weight, const at::Tensor &bias,
                            const c10::optional<at::Tensor> &residual, const running_statistics *running,
                            double epsilon) {
    const chunked_rows rows(input);
    const auto *x = floats(input);
    const auto sums = rows.sums([&](int64_t count, int64_t place, double *sums_of_chunk) {
      add_moments(x + place, count, rows.channels, sums_of_chunk);
    });
    const auto mean = at::empty_like(weight), deviation_inverse = at::empty_like(weight), scale = at::empty_like(weight);
    const auto count = static_cast<double>(rows.count);
    for (int64_t c = 0; c < rows.channels; ++c) {
      const double mean_of_channel = sums[c] / count;
      const double squares = sums[rows.channels + c] - sums[c] * mean_of_channel;
      // A variance of NaN stays, a rounding error below 0 does not.
      const double centered = squares < 0 ? 0 : squares;
      const double inverse = 1 / std::sqrt(centered / count + epsilon);
      mean.data_ptr<float>()[c] = static_cast<float>(mean_of_channel);
      deviation_inverse.data_ptr<float>()[c] = static_cast<float>(inverse);
      scale.data_ptr<float>()[c] = static_cast<float>(floats(weight)[c] * inverse);
      move(running->mean, c, mean_of_channel, running->momentum);
      move(running->variance, c, centered / (count - 1), running->momentum);
    }
    const auto output = at::empty_like(input);
    const normalization by{floats(mean), floats(scale), floats(bias)};
    const float *added = residual ? floats(*residual) : nullptr;
    auto *y = output.data_ptr<float>();
    rows.each([&](int64_t count_of_chunk, int64_t place) {
      normalize_and_rectify(by, x + place, added ? added + place : nullptr, count_of_chunk, rows.channels, y + place);
    });
    context->save_for_backward({input, output, mean, deviation_inverse, scale});
    context->saved_data["has_residual"] = residual.has_value();
    return output;
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext *context,
                                                 torch::autograd::variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const auto &input = saved[0], &output = saved[1], &mean = saved[2], &deviation_inverse = saved[3],
               &scale = saved[4];
    const auto output_gradient = gradients[0].contiguous(at::MemoryFormat::ChannelsLast);
    const chunked_rows rows(input);
    const auto result = at::empty_like(input);
    // The gradient by the residual is what the other gradients are made of; without one, the result's memory holds it.
    const auto residual_gradient =
        context->saved_data["has_residual"].toBool() ? at::empty_like(input) : at::Tensor();
    const auto &rectified = residual_gradient.defined() ? residual_gradient : result;
    const auto *x = floats(input), *dy = floats(output_gradient), *y = floats(output);
    auto *g = rectified.data_ptr<float>(), *dx = result.data_ptr<float>();
    const auto sums = rows.sums([&](int64_t count, int64_t place, double *sums_of_chunk) {
      rectify_gradient(dy + place, y + place, x + place, floats(mean), count, rows.channels, g + place, sums_of_chunk);
    });
    const auto weight_gradient = at::empty_like(mean), bias_gradient = at::empty_like(mean),
               constant = at::empty_like(mean), linear = at::empty_like(mean);
    for (int64_t c = 0; c < rows.channels; ++c) {
      const double inverse = floats(deviation_inverse)[c];
      const double sum = sums[c], normalized_sum = sums[rows.channels + c] * inverse;
      const double share = floats(scale)[c] / static_cast<double>(rows.count);
      bias_gradient.data_ptr<float>()[c] = static_cast<float>(sum);
      weight_gradient.data_ptr<float>()[c] = static_cast<float>(normalized_sum);
      constant.data_ptr<float>()[c] = static_cast<float>(share * sum);
      linear.data_ptr<float>()[c] = static_cast<float>(share * normalized_sum * inverse);
    }
    const input_slopes slopes{floats(mean), floats(scale), floats(constant), floats(linear)};
    rows.each([&](int64_t count, int64_t place) {
      input_gradient(slopes, g + place, x + place, count, rows.channels, dx + place);
    });
    return {result, weight_gradient, bias_gradient, residual_gradient, at::Tensor(), at::Tensor()};
  }

private:
  static void move(const at::Tensor &running, int64_t channel, double value, double momentum) {
    auto &moved = running.data_ptr<float>()[channel];
    moved = static_cast<float>(momentum * value + (1 - momentum) * moved);
  }
};

/// Whether it is floats in the memory of the CPU that lie as rows of channels.
bool lies_in_rows(const at::Tensor &images) {
  return images.device().is_cpu() && images.scalar_type() == at::kFloat && images.dim() == 4 && images.numel() > 0 &&
         images.is_contiguous(at::MemoryFormat::ChannelsLast);
}

bool has_one_float_for_each_channel(const at::Tensor &parameter, const at::Tensor &images) {
  return parameter.device().is_cpu() && parameter.scalar_type() == at::kFloat && parameter.dim() == 1 &&
         parameter.size(0) == images.size(1) && parameter.is_contiguous();
}

} // namespace

ts_tensor *ts_batch_norm(const ts_tensor *input, const ts_tensor *weight, const ts_tensor *bias, ts_tensor *mean,
                         ts_tensor *variance, bool training, double momentum, double epsilon, ts_error *error) {
  return tensor_or_error(error, [&] {
    return at::batch_norm(input->value, weight->value, bias->value, mean->value, variance->value, training, momentum,
                          epsilon, /*cudnn_enabled=*/true);
  });
}

ts_tensor *ts_batch_norm_relu(const ts_tensor *input, const ts_tensor *residual, const ts_tensor *weight,
                              const ts_tensor *bias, ts_tensor *mean, ts_tensor *variance, bool training,
                              double momentum, double epsilon, ts_error *error) {
  return tensor_or_error(error, [&] {
    const auto &images = input->value;
    const auto parameters = {weight->value, bias->value, mean->value, variance->value};
    const bool is_fused =
        training && lies_in_rows(images) &&
        (!residual || (lies_in_rows(residual->value) && residual->value.sizes() == images.sizes())) &&
        std::all_of(parameters.begin(), parameters.end(),
                    [&](const at::Tensor &parameter) { return has_one_float_for_each_channel(parameter, images); });
    if (is_fused) {
      const c10::optional<at::Tensor> added = residual ? c10::make_optional(residual->value) : c10::nullopt;
      const running_statistics running{mean->value, variance->value, momentum};
      return fused_batch_norm::apply(images, weight->value, bias->value, added, &running, epsilon);
    }
    const auto normalized = at::batch_norm(images, weight->value, bias->value, mean->value, variance->value, training,
                                           momentum, epsilon, /*cudnn_enabled=*/true);
    return (residual ? normalized + residual->value : normalized).relu_();
  });
}
