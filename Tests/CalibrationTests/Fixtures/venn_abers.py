"""Writes venn_abers.json: predictions of the package venn-abers 1.5.4 on small random data.

    python3 venn_abers.py > venn_abers.json

The first half of the rows is fitted, the second predicted.
"""

import json
import sys

# The script bears the package's name.
sys.path = [path for path in sys.path[1:]]

import numpy as np
from venn_abers import VennAbers
from venn_abers.venn_abers import predict_proba_prefitted_va


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def case(rng, name, n, k, grid):
    # Multiples of 1/64, or of the grid, are exact in Float32 and short in JSON. The first class of two
    # has the logit 0, so that rows tie for us where they tie for the peer.
    z = np.round(2 * rng.standard_normal((2 * n, k)) / grid) * grid
    if k == 2:
        z[:, 0] = 0
    p = softmax(z)
    y = np.array([rng.choice(k, p=row) for row in softmax(z / 1.7)])
    result = {"name": name, "classes": k, "logits": z.ravel().tolist(), "labels": y.tolist()}
    if k == 2:
        model = VennAbers()
        model.fit(p[:n], y[:n])
        merged, interval = model.predict_proba(p[n:])
        result["intervals"] = interval.ravel().tolist()
    else:
        merged, _ = predict_proba_prefitted_va(p[:n], y[:n], p[n:], va_tpe="one_vs_rest")
    result["probabilities"] = merged.ravel().tolist()
    return result


def main():
    rng = np.random.default_rng(20151207)
    cases = [
        case(rng, "two classes", 150, 2, 1 / 64),
        case(rng, "ties", 150, 2, 1 / 2),
        case(rng, "four classes", 120, 4, 1 / 64),
    ]
    print("[" + ",\n".join(json.dumps(c) for c in cases) + "]")


main()
