"""Writes extreme_losses.json: losses and gradients of single rows, where formulas in floats fail.

Run with mpmath 1.3: python extreme_losses.py > extreme_losses.json
"""

import json

from mpmath import exp, inf, isinf, log, mp, mpf

mp.dps = 80

ROWS = [
    ([0.5, -1.25, 2.0], 0),
    ([0.5, -1.25, 2.0], 2),
    ([20.0, 0.0, 1.0], 0),
    ([20.0, 0.0, 1.0], 1),
    ([40.0, -40.0], 0),
    ([40.0, -40.0], 1),
    ([80.0, -80.0, 0.0], 0),
    ([80.0, -80.0, 0.0], 1),
    ([80.0, 79.5, -80.0], 1),
    ([10000.0, -10000.0, 0.0], 0),
    ([10000.0, -10000.0, 0.0], 1),
    ([3.0, float("-inf"), 1.0], 0),
    ([3.0, float("-inf"), 1.0], 2),
    ([3.0, float("-inf"), float("-inf")], 0),
    ([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], 10),
    ([-0.5, 1.5, 12.0, -3.0, 0.25, 2.5, -7.0, 4.0, 1.0, 11.5, 30.0, 3.25, -2.0, 5.0, 8.0, 9.0, 6.0, 7.5], 10),
    ([-0.5, 1.5, 12.0, -3.0, 0.25, 2.5, -7.0, 4.0, 1.0, 11.5, 30.0, 3.25, -2.0, 5.0, 8.0, 9.0, 6.0, 7.5], 17),
]


def softmax(logits):
    total = sum(exp(z) for z in logits)
    return [exp(z) / total for z in logits]


def others(q, label):
    return sum(p for k, p in enumerate(q) if k != label)


def focal(gamma):
    def loss(q, nll, label):
        base = others(q, label) if gamma >= 0 else 1 + q[label]
        return nll * base ** abs(gamma) if gamma != 0 else nll

    return loss


def dual_focal(gamma):
    def loss(q, nll, label):
        rival = max((p for p in q if p < q[label]), default=mpf(0))
        return (others(q, label) + rival) ** gamma * nll

    return loss


def brier(q, nll, label):
    return others(q, label) ** 2 + sum(p**2 for k, p in enumerate(q) if k != label)


LOSSES = {f"focal:{g}": focal(mpf(g)) for g in ("0", "0.5", "1", "3", "5", "-0.5", "-2", "20")}
LOSSES |= {f"dual-focal:{g}": dual_focal(mpf(g)) for g in ("0.5", "5")}
LOSSES["brier"] = brier


def nll(logits, label):
    # ln(1 + the sum of e^(z_k - z_y)): exact where that sum is far below the precision.
    mp.dps = 9000 if max(abs(z) for z in logits if not isinf(z)) > 1000 else 200
    return log(1 + sum(exp(z - logits[label]) for k, z in enumerate(logits) if k != label))


def value(loss, logits, label):
    n = nll(logits, label)
    return loss(softmax(logits), n, label)


def gradient(loss, logits, label):
    result = []
    for k, z in enumerate(logits):
        if isinf(z):
            result.append(mpf(0))
            continue
        step = mpf(10) ** (-mp.dps // 4)
        moved = [[*logits[:k], z + s * step, *logits[k + 1 :]] for s in (1, -1)]
        result.append((value(loss, moved[0], label) - value(loss, moved[1], label)) / (2 * step))
    return result


def number(x):
    return float(x)


cases = []
for text_logits, label in ROWS:
    logits = [-inf if z == float("-inf") else mpf(z) for z in text_logits]
    single = sum(not isinf(z) for z in logits) == 1
    for name, loss in LOSSES.items():
        if name.startswith("dual-focal") and len(set(logits)) < len(logits):
            continue  # jumps where classes are tied
        cases.append(
            {
                "loss": name,
                "logits": [str(z) for z in text_logits],
                "label": label,
                "value": 0.0 if single else number(value(loss, logits, label)),
                "gradient": [0.0] * len(logits) if single else [number(g) for g in gradient(loss, logits, label)],
            }
        )
print("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]")
