"""Golden values of the focal calibration map: Tests/CalibrationTests/Fixtures/focal_map.json.

Run: python3 Scripts/focal_map_reference.py > Tests/CalibrationTests/Fixtures/focal_map.json
Needs mpmath.

The number of digits follows the largest gap between logits: 1 - v of a leading class is as small as
exp(-gap / T), and a fixed number of digits (50 hold a gap of 115) would lose it, and with it the
factor 1 + gamma r.
"""

import json

import mpmath as mp

LOGITS = [
    [0, 0],
    [1, 0],
    [2.5, -1, 0.3],
    [8, 1, 0, -3],
    [30, 0, -5],
    [60, 3, 1, 0],
    [1e-6, 0],
    [120, 0, -20],
    [400, -300, 12],
    [5, 5, -80],
]
GAMMAS = [-0.999, -0.75, -0.25, -1e-6, 0, 1e-6, 0.5, 1, 2, 5, 20, 100]
TEMPERATURES = [1, 0.37, 2.2]


def log_probabilities(logits, gamma, temperature):
    gap = (max(logits) - min(logits)) / temperature
    mp.mp.dps = int(60 + 2 * gap)
    z = [mp.mpf(x) / mp.mpf(temperature) for x in logits]
    gamma = mp.mpf(gamma)
    total = sum(mp.exp(x) for x in z)
    q = [mp.exp(x) / total for x in z]
    h = [v * (1 - v) ** -gamma / (1 + gamma * v * -mp.log(v) / (1 - v)) for v in q]
    # ln p = -ln(1 + the others / h): the sum of the others keeps digits that 1 - p would lose.
    return [-mp.log1p(sum(h[:i] + h[i + 1 :]) / x) for i, x in enumerate(h)]


rows = [
    {
        "logits": logits,
        "gamma": gamma,
        "temperature": temperature,
        "log_probabilities": [float(x) for x in log_probabilities(logits, gamma, temperature)],
    }
    for logits in LOGITS
    for gamma in GAMMAS
    for temperature in TEMPERATURES
]
print("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]")
