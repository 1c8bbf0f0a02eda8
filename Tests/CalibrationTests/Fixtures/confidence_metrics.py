"""Writes confidence_metrics.json: metrics of the confidence from other packages, on small random predictions.

    python confidence_metrics.py > confidence_metrics.json

Made with numpy 2.4.6, scipy 1.17.1, scikit-learn 1.9.1 and uncertainty-calibration 0.1.4.
"""

import json

import numpy as np
from calibration.utils import lower_bound_scaling_top_ce
from scipy.integrate import trapezoid
from scipy.optimize import brentq
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score


def ks_error(confidence, hit):
    """The maximum distance of the cumulative sums: Gupta et al. (2021), as in their code."""
    order = np.argsort(confidence)
    n = len(confidence)
    return abs(np.cumsum(hit[order]) / n - np.cumsum(confidence[order]) / n).max()


def aurc(confidence, hit):
    """The mean over rows of the selective risk: Geifman et al. (2019)."""
    wrong = 1 - hit[np.argsort(-confidence)]
    return (np.cumsum(wrong) / np.arange(1, len(wrong) + 1)).mean()


def sweep(confidence, hit, p):
    """Algorithm 1 of Roelofs et al. (2022): equal-mass bins, as many as leave the accuracies monotone."""
    order = np.argsort(confidence)
    c, a = confidence[order], hit[order]
    n = len(c)
    error = None
    for bins in range(1, n + 1):
        parts = [i for i in np.array_split(np.arange(n), bins)]
        accuracy = np.array([a[i].mean() for i in parts])
        if np.any(np.diff(accuracy) < 0):
            break
        gaps = np.array([abs(a[i].mean() - c[i].mean()) for i in parts])
        shares = np.array([len(i) / n for i in parts])
        error = (shares @ gaps**p) ** (1 / p)
        count = bins
    return error, count


def corp(confidence, hit):
    """Dimitriadis, Gneiting and Jordan (2021): score − recalibrated, reference − recalibrated, reference."""
    fit = IsotonicRegression(y_min=0, y_max=1).fit_transform(confidence, hit)
    mean = np.full(len(hit), hit.mean())
    result = {}
    for name, score in [
        ("brier", brier_score_loss),
        ("nll", lambda y, p: np.mean(-np.log(np.where(y == 1, p, 1 - p)))),
    ]:
        own, recalibrated, reference = (score(hit, p) for p in (confidence, fit, mean))
        result[name] = [own - recalibrated, reference - recalibrated, reference]
    return result


def smooth_ece(confidence, hit):
    """(smECE_0.05, smECE): the reflected kernel as a sum of images, on a fine grid, and a root finder."""
    t = np.linspace(0, 1, 20001)

    def error(sigma):
        smoothed = np.zeros(len(t))
        for shift in range(-4, 5, 2):
            for sign in (1, -1):
                x = (t[:, None] - (sign * confidence + shift)[None, :]) / sigma
                smoothed += np.exp(-(x**2) / 2) @ (hit - confidence)
        smoothed /= np.sqrt(2 * np.pi) * sigma * len(hit)
        return trapezoid(abs(smoothed), t)

    return [error(0.05), brentq(lambda sigma: error(sigma) - sigma, 1e-3, 1)]


def case(name, z, y):
    n, k = z.shape
    p = np.exp(z - z.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    # The packages differ in what they do with equal confidences.
    assert len(np.unique(p.max(axis=1))) == n
    confidence, hit = p.max(axis=1), (p.argmax(axis=1) == y).astype(np.float64)
    prior = np.tile(np.bincount(y, minlength=k) / n, (n, 1))
    one_hot = np.eye(k)[y]
    labels = np.arange(k)
    error, bins = sweep(confidence, hit, 1)
    return {
        "name": name,
        "classes": k,
        "logits": z.ravel().tolist(),
        "labels": y.tolist(),
        "ks": ks_error(confidence, hit),
        "confidence_auroc": roc_auc_score(hit, confidence),
        "aurc": aurc(confidence, hit),
        "nll_skill": 1 - log_loss(y, p, labels=labels) / log_loss(y, prior, labels=labels),
        "brier_skill": 1 - ((p - one_hot) ** 2).sum() / ((prior - one_hot) ** 2).sum(),
        "debiased_l2": lower_bound_scaling_top_ce(p, y),
        "ece_sweep": error,
        "ece_sweep_bins": bins,
        "ece_sweep_l2": sweep(confidence, hit, 2)[0],
        "smooth_ece": smooth_ece(confidence, hit),
        "corp": corp(confidence, hit),
    }


def main():
    rng = np.random.default_rng(20240813)
    cases = []
    for name, n, k, scale, truth in [
        ("over-confident", 600, 5, 2.5, 2.0),
        ("calibrated", 500, 3, 2.0, 1.0),
        ("under-confident", 400, 4, 1.0, 0.5),
        ("two classes", 300, 2, 2.0, 1.5),
    ]:
        # 1/65536 is exact in Float32.
        z = np.round(scale * rng.standard_normal((n, k)) * 65536) / 65536
        p = np.exp(z / truth)
        p /= p.sum(axis=1, keepdims=True)
        cases.append(case(name, z, np.array([rng.choice(k, p=row) for row in p])))
    print("[" + ",\n".join(json.dumps(c) for c in cases) + "]")


main()
