"""The peers' metrics that agreement.py holds ours to, and what is known to differ.

Every peer gets the probabilities of all classes and the labels; torch's get Float32, which is what they work in.
"""

from dataclasses import dataclass
from typing import Callable

import numpy as np


@dataclass(frozen=True)
class PeerMetric:
    """One of our metrics, by its name in the JSON of `calibrate evaluate`, and the same in a package."""

    metric: str
    package: str
    peer: str
    compute: Callable[[np.ndarray, np.ndarray], float]
    tolerance: float = 1e-6
    convention: str | None = None


def confidence(probabilities, labels):
    """Of each row the probability of the leading class, and whether it is the right one."""
    return probabilities.max(axis=1), (probabilities.argmax(axis=1) == labels).astype(np.float64)


def scikit_learn(name, of_confidence=False, **options):
    def compute(probabilities, labels):
        import sklearn.metrics

        metric = getattr(sklearn.metrics, name)
        if of_confidence:
            scores, hits = confidence(probabilities, labels)
            return float(metric(hits, scores, **options))
        return float(metric(labels, probabilities, labels=np.arange(probabilities.shape[1]), **options))

    return compute


def netcal(name, *arguments):
    def compute(probabilities, labels):
        import netcal.metrics

        return float(getattr(netcal.metrics, name)(*arguments).measure(probabilities, labels))

    return compute


def verified(norm, debias):
    def compute(probabilities, labels):
        from calibration.utils import lower_bound_scaling_top_ce

        return float(lower_bound_scaling_top_ce(probabilities, labels, p=norm, debias=debias, num_bins=15))

    return compute


def torchmetrics(norm):
    def compute(probabilities, labels):
        import torch
        from torchmetrics.functional.classification import multiclass_calibration_error

        return float(multiclass_calibration_error(torch.from_numpy(probabilities.astype(np.float32)), torch.from_numpy(labels),
                                                  num_classes=probabilities.shape[1], n_bins=15, norm=norm))

    return compute


def torch_uncertainty(name, **options):
    def compute(probabilities, labels):
        import torch
        import torch_uncertainty.metrics.classification as metrics

        if "num_classes" in options:
            options["num_classes"] = probabilities.shape[1]
        metric = getattr(metrics, name)(**options)
        metric.update(torch.from_numpy(probabilities.astype(np.float32)), torch.from_numpy(labels))
        return float(metric.compute())

    return compute


def relplot(probabilities, labels):
    from relplot.metrics import smECE

    return float(smECE(*confidence(probabilities, labels)))


ONE = "a Float32 confidence of 1 falls into a bin of its own, and sums are Float32; here into the last"
LEFT = "bins closed to the left, and one of its own for 1; here closed to the right"

PEER_METRICS = [
    PeerMetric("nll", "scikit-learn", "log_loss", scikit_learn("log_loss")),
    PeerMetric("brier", "scikit-learn", "brier_score_loss", scikit_learn("brier_score_loss", scale_by_half=False)),
    PeerMetric("confidence_auroc", "scikit-learn", "roc_auc_score", scikit_learn("roc_auc_score", of_confidence=True)),
    PeerMetric("ece", "netcal", "ECE", netcal("ECE", 15)),
    PeerMetric("mce", "netcal", "MCE", netcal("MCE", 15)),
    PeerMetric("mmce", "netcal", "MMCE", netcal("MMCE")),
    PeerMetric("ece", "torchmetrics", "l1", torchmetrics("l1"), 2e-3, ONE),
    PeerMetric("rmsce", "torchmetrics", "l2", torchmetrics("l2"), 2e-2, ONE),
    PeerMetric("mce", "torchmetrics", "max", torchmetrics("max"), 5e-2, ONE),
    PeerMetric("adaptive_ece", "torch-uncertainty", "AdaptiveCalibrationError",
               torch_uncertainty("AdaptiveCalibrationError", task="multiclass", num_classes=None, num_bins=15)),
    PeerMetric("classwise_ece", "torch-uncertainty", "ClasswiseCalibrationError",
               torch_uncertainty("ClasswiseCalibrationError", num_classes=None, num_bins=15), 1e-3, LEFT),
    PeerMetric("aurc", "torch-uncertainty", "AURC", torch_uncertainty("AURC"), 1e-3,
               "the trapezoidal rule over coverage, divided by 1 − 1/n; here the mean over rows, as published"),
    PeerMetric("debiased_l2", "uncertainty-calibration", "lower_bound_scaling_top_ce", verified(2, True)),
    PeerMetric("adaptive_ece", "uncertainty-calibration", "lower_bound_scaling_top_ce(p=1)", verified(1, False)),
    PeerMetric("smooth_ece", "relplot", "smECE", relplot, 5e-2,
               "its mesh counts confidences within 1/1000 of 1 as little as half, and its bandwidth is a multiple of 1/1024; here exact"),
    PeerMetric("smooth_ece", "torch-uncertainty", "SmoothCalibrationError", torch_uncertainty("SmoothCalibrationError", kernel_type="reflected"),
               5e-2, "as relplot, in Float32"),
]
