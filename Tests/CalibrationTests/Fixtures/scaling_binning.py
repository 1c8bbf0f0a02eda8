"""Writes scaling_binning.json: fits of uncertainty-calibration 0.1.4 to small random data.

    python3 scaling_binning.py > scaling_binning.json

The first half of the rows is fitted, the second predicted: one probability for class 1 of two, one
for each class, not normalised, of more. scikit-learn's logistic regression inside the package is
told to go on to convergence, because its default stops at a gradient of 1e-4.
"""

import json
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression

import calibration.utils as utils
from calibration.calibrators import PlattBinnerCalibrator, PlattBinnerMarginalCalibrator

utils.LogisticRegression = lambda C, solver: LogisticRegression(C=C, solver=solver, tol=1e-12, max_iter=10000)


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def case(rng, name, n, k, grid, bins, scale):
    # Multiples of the grid are exact in Float32 and short in JSON. It is fine enough for no ties, or so
    # coarse that no row lies between a tied score and the next: where a cut falls into tied rows, the
    # package puts the edge on them, we put it half way to the next.
    z = np.round(2 * rng.standard_normal((2 * n, k)) / grid) * grid
    if k == 2:
        z[:, 0] = 0
    p = softmax(z)
    y = np.array([rng.choice(k, p=row) for row in softmax(z / scale)])
    if k == 2:
        model = PlattBinnerCalibrator(n, bins)
        model.train_calibration(p[:n, 1], y[:n])
        result = model.calibrate(p[n:, 1])
    else:
        model = PlattBinnerMarginalCalibrator(n, bins)
        model.train_calibration(p[:n], y[:n])
        result = model.calibrate(p[n:])
    return {
        "name": name,
        "classes": k,
        "bins": bins,
        "logits": z.ravel().tolist(),
        "labels": y.tolist(),
        "probabilities": result.ravel().tolist(),
    }


def main():
    rng = np.random.default_rng(20191208)
    cases = [
        case(rng, "two classes", 157, 2, 1 / 4096, 10, 1.7),
        case(rng, "ties", 150, 2, 1 / 2, 7, 1.7),
        case(rng, "scores that mislead", 150, 2, 1 / 4096, 10, -2),
        case(rng, "scores that mislead, with ties", 150, 2, 1 / 2, 5, -2),
        case(rng, "fewer rows than bins", 8, 2, 1 / 4096, 10, 5),
        case(rng, "four classes", 120, 4, 1 / 4096, 10, 1.7),
    ]
    print("[" + ",\n".join(json.dumps(c) for c in cases) + "]")


main()
