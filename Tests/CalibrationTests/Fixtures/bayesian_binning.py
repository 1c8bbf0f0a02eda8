"""Writes bayesian_binning.json: Bayesian binning into quantiles from its definition, with scipy.

    python3 bayesian_binning.py > bayesian_binning.json

netcal's BBQ is another method (bins of equal width, BIC scores, a cut-off by the elbow method), so
the values come from the paper's formulas, written apart from the library's code. The first half of
the rows is fitted, the second predicted: the probability of class 1.
"""

import json

import numpy as np
from scipy.special import betaln, logsumexp


def fit(p, y):
    n = len(p)
    order = np.argsort(p, kind="stable")
    p, y = p[order], y[order]
    models = {}
    for count in range(max(1, int(np.cbrt(n) / 10)), min(len(np.unique(p)), int(np.ceil(10 * np.cbrt(n)))) + 1):
        edges = [0.0]
        position = 0
        for part in np.array_split(np.arange(n), count)[:-1]:
            position += len(part)
            above = p[p > p[position - 1]]
            if len(above):
                edges.append((p[position - 1] + above[0]) / 2)
        edges = sorted(set(edges)) + [1.0]
        models[tuple(edges)] = None
    result = []
    for edges in models:
        share = 2 / (len(edges) - 1)
        score, values = 0.0, []
        for low, high in zip(edges[:-1], edges[1:]):
            inside = y[(p > low) & (p <= high)]
            m = (low + high) / 2
            a, b = share * m, share * (1 - m)
            score += betaln(inside.sum() + a, len(inside) - inside.sum() + b) - betaln(a, b)
            values.append((inside.sum() + a) / (len(inside) + share))
        result.append((score, np.array(edges), np.array(values)))
    return result


def predict(models, p):
    scores = np.array([score for score, _, _ in models])
    weights = np.exp(scores - logsumexp(scores))
    return sum(w * values[np.searchsorted(edges[1:-1], p)] for w, (_, edges, values) in zip(weights, models))


def case(rng, name, n, grid):
    z = np.round(2 * rng.standard_normal(2 * n) / grid) * grid
    p = 1 / (1 + np.exp(-z))
    y = (rng.random(2 * n) < 1 / (1 + np.exp(-z / 2))).astype(int)
    return {
        "name": name,
        "logits": z.tolist(),
        "labels": y.tolist(),
        "probabilities": predict(fit(p[:n], y[:n]), p[n:]).tolist(),
    }


def main():
    rng = np.random.default_rng(20150125)
    cases = [case(rng, "no ties", 150, 1 / 4096), case(rng, "ties", 200, 1 / 4), case(rng, "few rows", 6, 1 / 64)]
    print("[" + ",\n".join(json.dumps(c) for c in cases) + "]")


main()
