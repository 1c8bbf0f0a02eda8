"""Makes the logits and labels that the benchmark fits: synthetic, overconfident, and the same on every run.

    python make_data.py DIR [--sizes 10000x10,10000x100,50000x1000]

writes DIR/{rows}x{classes}.npz with `logits` (float32, rows x classes) and `labels` (int64, rows).

Every row has a class it was drawn for, whose logit stands out by an amount that varies from row to row, above correlated noise.
The labels are then drawn from Phi(softmax(logits / 1.7)), where Phi is the focal calibration map with gamma = -0.4, so that the
network is overconfident, and so that temperature scaling alone comes close to the truth but does not reach it. The strength of the
signal is chosen so that the expected accuracy is 0.75 at every size.
"""

import argparse
import pathlib

import numpy as np

SIZES = "10000x10,10000x100,50000x1000"
SEED = 20240811
TEMPERATURE = 1.7
GAMMA = -0.4
ACCURACY = 0.75
FACTORS = 8  # the rank of the correlated part of the noise
BLOCK = 2048  # rows handled at a time in float64


def parse_sizes(text):
    """Reads "10000x10,50000x1000" as [(10000, 10), (50000, 1000)]."""
    return [tuple(int(part) for part in size.split("x")) for size in text.split(",")]


def focal_softmax(logits, temperature, gamma):
    """Phi_gamma(softmax(logits / temperature)) in float64; fine for gamma > -1."""
    scaled = logits.astype(np.float64) / temperature
    scaled -= scaled.max(axis=1, keepdims=True)
    log_probability = scaled - np.log(np.exp(scaled).sum(axis=1, keepdims=True))
    probability = np.exp(log_probability)
    rest = np.maximum(1 - probability, 1e-12)
    score = log_probability - gamma * np.log(rest) - np.log1p(-gamma * probability * log_probability / rest)
    mapped = np.exp(score - score.max(axis=1, keepdims=True))
    return mapped / mapped.sum(axis=1, keepdims=True)


def blocks(rows):
    """The row ranges of one pass over the data."""
    return [slice(start, min(start + BLOCK, rows)) for start in range(0, rows, BLOCK)]


def draw_parts(rows, classes, random):
    """The ingredients of the logits: a class for every row, how clear the row is, and noise that some classes share."""
    intended = random.integers(classes, size=rows)
    clarity = random.gamma(3.0, 1 / 3.0, size=rows).astype(np.float32)
    noise = random.standard_normal((rows, classes), dtype=np.float32)
    factors = random.standard_normal((rows, FACTORS), dtype=np.float32)
    loadings = random.standard_normal((FACTORS, classes), dtype=np.float32) / np.float32(np.sqrt(FACTORS))
    noise *= np.float32(1.6)
    for block in blocks(rows):
        noise[block] += np.float32(1.2) * (factors[block] @ loadings)
    return intended, clarity, noise


def with_signal(noise, intended, clarity, strength):
    """The logits: noise, plus the signal at every row's intended class."""
    logits = noise.copy()
    logits[np.arange(len(logits)), intended] += np.float32(strength) * clarity
    return logits


def expected_accuracy(logits):
    """How often the top class is right when the labels are drawn from the true probabilities."""
    return focal_softmax(logits, TEMPERATURE, GAMMA).max(axis=1).mean()


def find_strength(noise, intended, clarity):
    """The strength of the signal that gives the accuracy wanted, by bisection on the first rows."""
    part = slice(0, 2000)
    low, high = 0.0, 200.0
    for _ in range(20):
        middle = (low + high) / 2
        if expected_accuracy(with_signal(noise[part], intended[part], clarity[part], middle)) < ACCURACY:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def draw_labels(logits, random):
    """One label per row, drawn from the true probabilities."""
    uniform = random.random(len(logits))
    labels = np.empty(len(logits), dtype=np.int64)
    for block in blocks(len(logits)):
        cumulative = focal_softmax(logits[block], TEMPERATURE, GAMMA).cumsum(axis=1)
        labels[block] = (cumulative < uniform[block, None] * cumulative[:, -1:]).sum(axis=1)
    return labels


def make(rows, classes):
    """Logits and labels of one size."""
    random = np.random.Generator(np.random.PCG64([SEED, rows, classes]))
    intended, clarity, noise = draw_parts(rows, classes, random)
    strength = find_strength(noise, intended, clarity)
    logits = with_signal(noise, intended, clarity, strength)
    return logits, draw_labels(logits, random)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path, metavar="DIR")
    parser.add_argument("--sizes", type=parse_sizes, default=parse_sizes(SIZES), help=f"default: {SIZES}")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for rows, classes in options.sizes:
        logits, labels = make(rows, classes)
        path = options.folder / f"{rows}x{classes}.npz"
        np.savez(path, logits=logits, labels=labels)
        accuracy = (logits.argmax(axis=1) == labels).mean()
        print(f"{path}: accuracy {accuracy:.4f}, largest logit {logits.max():.1f}")


if __name__ == "__main__":
    main()
