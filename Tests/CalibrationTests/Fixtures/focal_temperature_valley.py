"""Writes focal_temperature_valley.json: optima of focal temperature scaling on two classes (numpy 2, scipy 1).

    python3 focal_temperature_valley.py > focal_temperature_valley.json

Rows are made by the generator of SeededGenerator.swift from a seed: a log-odds s, a label drawn from its probability,
and the score 1.7 s. For such data nearly every pair with T ∝ 1 + γ fits, and there are several local optima. The
least is found on a dense ladder of γ with the best T for each, then by bounded minimisation around the lowest.
"""

import json

import numpy as np
from scipy.optimize import minimize_scalar

MASK = (1 << 64) - 1


def uniforms(seed, count):
    state = seed
    out = np.empty(count)
    for index in range(count):
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        out[index] = ((z ^ (z >> 31)) >> 11) * 2.0**-53
    return out


def rows(seed, count, spread, shift):
    u = uniforms(seed, 13 * count).reshape(count, 13)
    total = np.zeros(count)
    for column in range(12):
        total = total + u[:, column]
    odds = np.round(64 * (spread * (total - 6) - shift)) / 64
    labels = u[:, 12] < 1 / (1 + np.exp(-odds))
    return (1.7 * odds).astype("f4").astype("f8"), labels


def log_h(log_v, log_w, gamma):
    r = np.where(log_w == 0, 0, np.exp(log_v - log_w) * -log_v)
    # ln(1 + gamma r) near gamma = -1, v = 1: 1 - r = (1 - v) / 2 + (1 - v)^2 / 6 + ...
    w = np.exp(log_w)
    damping = np.where(w < 1e-4, 1 + gamma - gamma * (w / 2 + w * w / 6), 1 + gamma * r)
    return log_v - gamma * log_w - np.log(damping)


def nll(margins, log_t, gamma):
    m = margins * np.exp(-log_t)
    log_v, log_w = -np.logaddexp(0, -m), -np.logaddexp(0, m)
    return np.logaddexp(0, log_h(log_w, log_v, gamma) - log_h(log_v, log_w, gamma)).mean()


def best_t(margins, gamma, near):
    options = {"xatol": 1e-9}
    found = minimize_scalar(
        lambda x: nll(margins, x, gamma), bounds=(near - 1, near + 1), method="bounded", options=options
    )
    return found.x, found.fun


def optimum(margins):
    ladder = -1.25 + np.exp(np.linspace(np.log(0.25), np.log(101.25), 200))
    ladder[0], ladder[-1] = -1, 100
    middle = int(np.argmin(np.abs(ladder)))
    profile = {}
    for part in (range(middle, 200), range(middle, -1, -1)):
        near = 0.5
        for index in part:
            near, value = best_t(margins, ladder[index], near)
            profile[index] = (value, near)
    least = min(profile, key=lambda index: profile[index][0])
    low, high = ladder[max(least - 1, 0)], ladder[min(least + 1, 199)]
    found = minimize_scalar(
        lambda g: best_t(margins, g, profile[least][1])[1], bounds=(low, high), method="bounded", options={"xatol": 1e-8}
    )
    gamma = found.x if found.fun <= profile[least][0] else ladder[least]
    return gamma, best_t(margins, gamma, profile[least][1])


# Seed, rows, spread and shift: some where the least is one of several optima, one of them at 3 on the edge γ = −1.
CASES = [
    (0, 3000, 1.4, 1.0),
    (3, 6000, 2.9, 0.2),
    (14, 6000, 2.0, 1.0),
    (22, 10000, 2.2, 0.0),
    (24, 3000, 1.4, 1.0),
    (35, 10000, 1.2, 0.8),
    (50, 6000, 2.0, 1.0),
]

if __name__ == "__main__":
    cases = []
    for seed, count, spread, shift in CASES:
        scores, labels = rows(seed, count, spread, shift)
        gamma, (log_t, value) = optimum(np.where(labels, scores, -scores))
        cases.append(
            {"seed": seed, "rows": count, "spread": spread, "shift": shift, "positive": int(labels.sum()),
             "temperature": float(np.exp(log_t)), "gamma": float(gamma), "value": float(value)}
        )
    print(json.dumps({"cases": cases}, indent=1))
