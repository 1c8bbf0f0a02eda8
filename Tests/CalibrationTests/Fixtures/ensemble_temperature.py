"""Writes ensemble_temperature.json: fits of probmetrics 1.3.0 (numpy, scipy) to small random data.

    python3 ensemble_temperature.py > ensemble_temperature.json

`ets`: ETSCalibrator for both losses. `smoothed`: the method `ts-mix`.
"""

import json

import numpy as np
from probmetrics.calibrators import ETSCalibrator, get_calibrator


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def case(rng, name, n, k, weights, temperature):
    # 1/64 is exact in Float32 and short in JSON.
    z = np.round(64 * 3 * rng.standard_normal((n, k))) / 64
    p = weights[0] * softmax(z / temperature) + weights[1] * softmax(z) + weights[2] / k
    y = np.array([rng.choice(k, p=row) for row in p])
    x = softmax(z)
    result = {"name": name, "classes": k, "logits": z.ravel().tolist(), "labels": y.tolist()}
    for loss in ("mse", "ce"):
        cal = ETSCalibrator(loss=loss)
        cal.fit(x, y)
        q = cal.predict_proba(x)
        q_y = q[np.arange(n), y]
        one_hot = np.eye(k)[y]
        result["brier" if loss == "mse" else "nll"] = {
            "temperature": float(cal.t_),
            "value": float(((q - one_hot) ** 2).sum(axis=1).mean() if loss == "mse" else -np.log(q_y).mean()),
            "probabilities": q[:6].ravel().tolist(),
        }
    cal = get_calibrator("ts-mix")
    cal.fit(x, y)
    result["smoothed"] = cal.predict_proba(x)[:6].ravel().tolist()
    return result


def main():
    rng = np.random.default_rng(20200716)
    cases = [
        case(rng, "all three parts", 400, 4, (0.5, 0.3, 0.2), 4),
        case(rng, "temperature alone", 300, 3, (1, 0, 0), 2),
        case(rng, "two classes", 250, 2, (0.6, 0, 0.4), 1.5),
    ]
    print("[" + ",\n".join(json.dumps(c) for c in cases) + "]")


main()
