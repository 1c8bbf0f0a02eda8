"""Writes spline_calibration.json: fits of probmetrics 1.3.0 (CDFSplineCalibrator) to small random data.

    python3 spline_calibration.py > spline_calibration.json

No ties: the package takes tied rows in an order of its own. The first half of the rows is fitted, the
second predicted: the probability of class 1, not clipped.
"""

import json

import numpy as np
from probmetrics.calibrators import splines

# The package rounds to Float32 here.
splines.flatten_binary_probs = lambda probs: probs[:, 1]


def case(rng, name, n, knots, scale):
    # Multiples of 1/4096 are exact in Float32 and short in JSON.
    z = rng.choice(2**15, 2 * n, replace=False) / 4096 - 4
    p = 1 / (1 + np.exp(-z))
    y = (rng.random(2 * n) < 1 / (1 + np.exp(-z / scale))).astype(int)
    cal = splines.CDFSplineCalibrator(splines=knots)
    cal._fit_impl(np.stack([1 - p[:n], p[:n]], axis=1), y[:n])
    q = cal._predict_proba_impl(np.stack([1 - p[n:], p[n:]], axis=1))
    return {
        "name": name,
        "knots": knots,
        "logits": z.tolist(),
        "labels": y.tolist(),
        "probabilities": q[:, 1].tolist(),
    }


def main():
    rng = np.random.default_rng(20210503)
    cases = [
        case(rng, "overconfident", 200, 6, 2),
        case(rng, "underconfident", 150, 9, 0.6),
        case(rng, "few rows", 20, 4, 1.5),
    ]
    print("[" + ",\n".join(json.dumps(c) for c in cases) + "]")


main()
