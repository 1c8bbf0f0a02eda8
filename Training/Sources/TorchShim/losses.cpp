#include "losses_rows.h"
#include "parallel.h"
#include "tensor.h"

#include <numeric>

using namespace torch_shim;

namespace {

/// Logits of a batch as 32-bit floats, whatever autocast made of them. Checks them against the labels.
at::Tensor checked_logits(const at::Tensor &logits, const at::Tensor &labels) {
  TORCH_CHECK(logits.dim() == 2 && logits.size(0) > 0 && logits.size(1) > 1, "a loss takes logits of at least one row ",
              "and two classes, not of the shape ", logits.sizes());
  TORCH_CHECK(labels.dim() == 1 && labels.size(0) == logits.size(0) && labels.scalar_type() == at::kLong,
              "a loss of ", logits.size(0), " rows takes as many integer labels, not ", labels.scalar_type(),
              " of the shape ", labels.sizes());
  // On CUDA the device stops an index out of range by itself; to look here would be to wait for it.
  if (labels.device().is_cpu()) {
    const auto accessor = labels.accessor<int64_t, 1>();
    for (int64_t i = 0; i < accessor.size(0); ++i)
      TORCH_CHECK(accessor[i] >= 0 && accessor[i] < logits.size(1), "label ", accessor[i], " of row ", i, " is not in 0 ..< ",
                  logits.size(1));
  }
  return logits.to(at::kFloat).contiguous();
}

struct mean_loss {
  at::Tensor value;
  at::Tensor gradient;
};

mean_loss mean_on_cpu(const at::Tensor &logits, const at::Tensor &given_labels, const row_loss &loss) {
  const auto labels = given_labels.contiguous();
  const int64_t count = logits.size(0), classes = logits.size(1);
  auto losses = at::empty({count}, at::kDouble);
  auto gradient = at::empty_like(logits);
  auto *first_loss = losses.data_ptr<double>();
  // The grain is about what one thread does while another wakes.
  in_parallel(count, std::max<int64_t>(1, (1 << 15) / classes), [&](int64_t begin, int64_t end) {
    const int64_t offset = begin * classes;
    loss_rows(loss, logits.data_ptr<float>() + offset, labels.data_ptr<int64_t>() + begin, end - begin, classes,
              1.0 / static_cast<double>(count), first_loss + begin, gradient.data_ptr<float>() + offset);
  });
  // One after the other, so that the mean does not depend on the number of threads.
  const double sum = std::accumulate(first_loss, first_loss + count, 0.0);
  return {at::scalar_tensor(sum / static_cast<double>(count), at::kFloat), gradient};
}

/// gamma of each row by its v.
at::Tensor gammas_at(const at::Tensor &v, const row_loss &loss) {
  const auto gammas = at::tensor(loss.gammas, v.options());
  if (loss.bounds.empty())
    return gammas;
  return gammas.index({at::bucketize(v, at::tensor(loss.bounds, v.options()), /*out_int32=*/false, /*right=*/true)});
}

/// `loss_rows` by whole-batch operations of the device, in double precision like it.
mean_loss mean_on_device(const at::Tensor &logits, const at::Tensor &labels, const row_loss &loss) {
  const auto column = labels.unsqueeze(1);
  const auto z = logits.to(at::kDouble);
  const auto top = std::get<0>(z.max(1, /*keepdim=*/true));
  const auto e = (z - top).exp();
  const auto other_e = e.scatter(1, column, 0);
  const auto others = other_e.sum(1, /*keepdim=*/true);
  const auto e_label = e.gather(1, column);
  const auto gap = z.gather(1, column) - top;
  const auto sum = others + e_label;
  const auto q = e / sum;
  const auto v = e_label / sum, w = others / sum;
  const auto nll = at::where(gap == 0, others.log1p(), sum.log() - gap);
  const auto zero = at::zeros_like(v);
  const auto entropy_term = at::where(v == 0, zero, v * nll);

  at::Tensor value, gradient;
  switch (loss.kind) {
  case row_loss::formula::focal: {
    const auto gamma = gammas_at(v, loss);
    const auto r = at::where(w == 0, at::ones_like(w), entropy_term / w);
    const auto is_focal = gamma >= 0;
    const auto factor = at::where(is_focal, w, 1 + v).pow(gamma.abs());
    const auto slope = factor * (1 + gamma * at::where(is_focal, r, entropy_term / (1 + v)));
    value = factor * nll;
    gradient = (slope * q).scatter(1, column, -slope * w);
    break;
  }
  case row_loss::formula::dual_focal: {
    const auto gamma = gammas_at(v, loss);
    const auto [p, rival] = at::where(z < z.gather(1, column), q, at::zeros_like(q)).max(1, /*keepdim=*/true);
    const auto t = w + p, factor = t.pow(gamma);
    const auto slope = at::where((t == 0).logical_or(v == 0), zero, gamma * factor * (nll / t));
    value = factor * nll;
    gradient = (q * (factor + slope * (v - p)))
                   .scatter_add(1, rival, slope * p)
                   .scatter(1, column, -factor * w - gamma * factor * entropy_term);
    break;
  }
  case row_loss::formula::brier: {
    const auto [p, rival] = (other_e / sum).max(1, /*keepdim=*/true);
    const auto rest = (other_e / sum).scatter(1, rival, 0);
    const auto rest_squares = rest.square().sum(1, /*keepdim=*/true), squares = p * p + rest_squares;
    value = w * w + squares;
    // The rival's own, since its q - squares would cancel where it is all but certain.
    const auto of_rival = 2 * p * (p * (v + rest.sum(1, /*keepdim=*/true)) + v * w - rest_squares);
    gradient = (2 * q * (q + v * w - squares)).scatter(1, rival, of_rival).scatter(1, column, -2 * v * value);
    break;
  }
  }
  return {value.mean().to(at::kFloat), (gradient / logits.size(0)).to(at::kFloat)};
}

/// The mean of a row loss, whose gradient is computed with it: the backward pass has only to scale it.
struct fused_mean : torch::autograd::Function<fused_mean> {
  static at::Tensor forward(torch::autograd::AutogradContext *context, const at::Tensor &logits,
                            const at::Tensor &labels, const row_loss *loss) {
    auto mean = logits.device().is_cpu() ? mean_on_cpu(logits, labels, *loss) : mean_on_device(logits, labels, *loss);
    context->save_for_backward({mean.gradient});
    return mean.value;
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext *context,
                                                 torch::autograd::variable_list gradients) {
    const auto gradient = context->get_saved_variables()[0];
    // Mostly the loss itself is what is minimised. On CUDA, to look would be to wait.
    const bool is_scaled = !gradients[0].device().is_cpu() || gradients[0].item<float>() != 1;
    return {is_scaled ? gradient * gradients[0] : gradient, at::Tensor(), at::Tensor()};
  }
};

at::Tensor mean_of(const row_loss &loss, const ts_tensor *logits, const ts_tensor *labels) {
  return fused_mean::apply(checked_logits(logits->value, labels->value), labels->value, &loss);
}

/// The estimate of the maximum mean calibration error over a batch, by the Laplacian kernel of width 0.4.
at::Tensor maximum_mean_calibration_error(const at::Tensor &logits, const at::Tensor &labels, bool weighted) {
  const auto [confidence, predicted] = logits.softmax(1).max(1);
  const auto correct = (predicted == labels).to(confidence.scalar_type());
  at::Tensor shares;
  if (weighted) {
    const auto right = correct.sum(), wrong = (1 - correct).sum();
    shares = correct * (1 - confidence) / right.clamp_min(1) - (1 - correct) * confidence / wrong.clamp_min(1);
    shares = shares * (right * wrong > 0);
  } else {
    shares = (correct - confidence) / logits.size(0);
  }
  const auto kernel = ((confidence.unsqueeze(0) - confidence.unsqueeze(1)).abs() / -0.4).exp();
  // The root's slope is infinite at 0; the authors add the same number.
  return (shares.dot(kernel.mv(shares)).clamp_min(0) + 1e-10).sqrt();
}

} // namespace

ts_tensor *ts_cross_entropy(const ts_tensor *logits, const ts_tensor *labels, double smoothing, ts_error *error) {
  return tensor_or_error(error, [&] {
    return at::cross_entropy_loss(checked_logits(logits->value, labels->value), labels->value, {},
                                  at::Reduction::Mean, -100, smoothing);
  });
}

ts_tensor *ts_focal_loss(const ts_tensor *logits, const ts_tensor *labels, const double *gammas, const double *bounds,
                         int64_t gamma_count, ts_error *error) {
  return tensor_or_error(error, [&] {
    return mean_of({row_loss::formula::focal, {gammas, gammas + gamma_count}, {bounds, bounds + gamma_count - 1}},
                   logits, labels);
  });
}

ts_tensor *ts_dual_focal_loss(const ts_tensor *logits, const ts_tensor *labels, double gamma, ts_error *error) {
  return tensor_or_error(
      error, [&] { return mean_of({row_loss::formula::dual_focal, {gamma}, {}}, logits, labels); });
}

ts_tensor *ts_brier_loss(const ts_tensor *logits, const ts_tensor *labels, ts_error *error) {
  return tensor_or_error(error, [&] { return mean_of({row_loss::formula::brier, {}, {}}, logits, labels); });
}

ts_tensor *ts_mmce_loss(const ts_tensor *logits, const ts_tensor *labels, double factor, bool weighted,
                        ts_error *error) {
  return tensor_or_error(error, [&] {
    const auto checked = checked_logits(logits->value, labels->value);
    return at::cross_entropy_loss(checked, labels->value) +
           factor * maximum_mean_calibration_error(checked, labels->value, weighted);
  });
}
