"""Writes linear_methods.json: vector and structured scaling of probmetrics 1.3.0 on generated
probabilities (torch 2.15.0; rows of the first half fit, rows of the second half test).

    python3 linear_methods.py > linear_methods.json
"""

import json

import numpy as np
from probmetrics.calibrators.logistic import SMSCalibrator, SVSCalibrator, VectorScalingCalibrator

ROWS, CLASSES = 400, 4


def generate(seed):
    """Over-confident probabilities whose classes need factors and shifts of their own."""
    rng = np.random.default_rng(seed)
    truth = rng.normal(size=(ROWS, CLASSES)) * 1.5 + 2 * np.eye(CLASSES)[
        rng.integers(CLASSES, size=ROWS)
    ]
    labels = (truth + rng.gumbel(size=truth.shape)).argmax(1)
    z = truth * [1.2, 2.5, 1.8, 3.0] + [0.5, -0.5, 0.0, 1.0]
    p = np.exp(z - z.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    return p.astype(np.float32), labels


def fit(calibrator, p, labels):
    half = ROWS // 2
    calibrator.fit(p[:half].astype(np.float64), labels[:half])
    out = calibrator.predict_proba(p[half:].astype(np.float64))
    return float(-np.log(out[np.arange(half), labels[half:]]).mean())


def case(seed):
    p, labels = generate(seed)
    return {
        "probabilities": [float(f"{x:.9g}") for x in p.ravel()],
        "labels": labels.tolist(),
        "vector": fit(VectorScalingCalibrator(), p, labels),
        "structured_vector": fit(SVSCalibrator(), p, labels),
        "structured_matrix": fit(SMSCalibrator(), p, labels),
    }


print(json.dumps({"classes": CLASSES, "cases": [case(seed) for seed in (1, 2)]}))
