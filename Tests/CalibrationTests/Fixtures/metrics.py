"""Writes metrics.json: metrics of small random predictions, from their definitions in float64.

    python3 metrics.py > metrics.json

Written apart from the library's code: brute force over bins and rows, nothing shared.
"""

import json

import numpy as np

BINS = 15


def equal_width_bins(p, bins):
    """(weights of the rows of bin b, for all b): lo < p <= hi, the first bin also holds 0."""
    edges = np.arange(bins + 1) / bins
    for lo, hi in zip(edges[:-1], edges[1:]):
        yield (p <= hi) & ((p > lo) | (lo == 0))


def equal_mass_bins(p, w, bins):
    """The part of each row that lies in bin b, for all b."""
    total = w.sum()
    if np.all(w == np.round(w)):
        sizes = [len(part) for part in np.array_split(np.arange(int(total)), bins)]
        cuts = np.concatenate([[0], np.cumsum(sizes)])
    else:
        cuts = total * np.arange(bins + 1) / bins
    below = np.array([w[p < v].sum() for v in p])
    group = np.array([w[p == v].sum() for v in p])
    for lo, hi in zip(cuts[:-1], cuts[1:]):
        overlap = np.clip(np.minimum(below + group, hi) - np.maximum(below, lo), 0, None)
        yield np.divide(overlap, group, out=np.zeros(len(p)), where=group > 0)


def errors(p, hit, w, bins):
    """L1, L2 and maximum norm of the gaps; `bins` gives each row's part in each bin."""
    gaps, shares = [], []
    for part in bins:
        mass = (w * part).sum()
        if mass > 0:
            gaps.append((w * part * (p - hit)).sum() / mass)
            shares.append(mass / w.sum())
    gaps, shares = np.array(gaps), np.array(shares)
    return [(shares * abs(gaps)).sum(), np.sqrt((shares * gaps**2).sum()), abs(gaps).max()]


def metrics(z, y, w, bins):
    z = np.asarray(z, dtype=np.float64)
    log_p = z - z.max(axis=1, keepdims=True)
    log_p -= np.log(np.exp(log_p).sum(axis=1, keepdims=True))
    p = np.exp(log_p)
    n, k = p.shape
    w = np.ones(n) if w is None else np.asarray(w, dtype=np.float64)
    one_hot = np.eye(k)[y]
    confidence = p.max(axis=1)
    hit = (p.argmax(axis=1) == y).astype(np.float64)

    def mean(x):
        return (w * x).sum() / w.sum()

    equal_width = errors(confidence, hit, w, equal_width_bins(confidence, bins))
    equal_mass = errors(confidence, hit, w, equal_mass_bins(confidence, w, bins))
    classwise = [errors(p[:, j], one_hot[:, j], w, equal_width_bins(p[:, j], bins)) for j in range(k)]
    return {
        "accuracy": mean(hit),
        "nll": mean(-log_p[np.arange(n), y]),
        "brier": mean(((p - one_hot) ** 2).sum(axis=1)),
        "mean_confidence": mean(confidence),
        "confidence_gap": mean(confidence - hit),
        "equal_width": equal_width,
        "equal_mass": equal_mass,
        "classwise": list(np.mean(classwise, axis=0)),
    }


def case(name, z, y, w=None, bins=BINS):
    # 1/64 is exact in Float32 and short in JSON.
    z = np.round(np.asarray(z) * 64) / 64
    return {
        "name": name,
        "bins": bins,
        "classes": z.shape[1],
        "logits": z.ravel().tolist(),
        "labels": [int(v) for v in y],
        "weights": w,
        "metrics": metrics(z, y, w, bins),
    }


def main():
    rng = np.random.default_rng(20240811)

    def sample(n, k, scale):
        z = scale * rng.standard_normal((n, k))
        p = np.exp(z / 1.5)
        p /= p.sum(axis=1, keepdims=True)
        return z, np.array([rng.choice(k, p=row) for row in p])

    cases = [case("five classes", *sample(203, 5, 2.5))]
    cases.append(case("two classes", *sample(100, 2, 2)))
    cases.append(case("fewer rows than bins", *sample(7, 3, 1)))
    cases.append(case("four bins", *sample(90, 3, 2), bins=4))
    z, y = sample(120, 3, 2)
    cases.append(case("whole weights", z, y, [float(v) for v in rng.integers(0, 4, 120)]))
    cases.append(case("weights", z, y, (np.round(rng.exponential(1, 120) * 128) / 128).tolist()))
    # Few distinct rows: ties everywhere, and with equal logits a confidence of exactly 1/4, which is
    # the edge between two of 20 bins.
    z, y = sample(150, 4, 1)
    cases.append(case("ties", np.round(z[rng.integers(0, 6, 150)]), y))
    cases.append(case("on an edge", np.zeros((10, 4)), y[:10], bins=20))
    cases.append(case("certain", 60 * z, y))
    print("[" + ",\n".join(json.dumps(c) for c in cases) + "]")


main()
