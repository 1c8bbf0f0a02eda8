"""Writes order_preserving_isotonic.json: IRM by scikit-learn 1.9.1's isotonic regression.

    python3 order_preserving_isotonic.py > order_preserving_isotonic.json

As in the authors' code: all probabilities of all rows are flattened, 1e-9 p is added. The result is
divided by its sum, as in their paper. The first half of the rows is fitted, the second predicted.
"""

import json

import numpy as np
from sklearn.isotonic import IsotonicRegression


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def case(rng, name, n, k, scale):
    # Multiples of 1/4096 are exact in Float32 and short in JSON.
    z = np.round(2 * rng.standard_normal((2 * n, k)) * 4096) / 4096
    p = softmax(z)
    y = np.array([rng.choice(k, p=row) for row in softmax(z / scale)])
    model = IsotonicRegression(out_of_bounds="clip")
    model.fit(p[:n].ravel(), np.eye(k)[y[:n]].ravel())
    q = model.predict(p[n:].ravel()).reshape(n, k) + 1e-9 * p[n:]
    q /= q.sum(axis=1, keepdims=True)
    return {
        "name": name,
        "classes": k,
        "logits": z.ravel().tolist(),
        "labels": y.tolist(),
        "probabilities": q.ravel().tolist(),
    }


def main():
    rng = np.random.default_rng(20200713)
    cases = [
        case(rng, "four classes", 120, 4, 1.7),
        case(rng, "two classes", 80, 2, 0.5),
        case(rng, "fewer rows than classes", 6, 12, 1),
    ]
    print("[" + ",\n".join(json.dumps(c) for c in cases) + "]")


main()
