"""Writes binary_calibrators.json: binary calibrators of other packages on small generated data.

    python3 binary_calibrators.py > binary_calibrators.json

With scikit-learn 1.9.1, netcal 1.4.0, betacal 1.1.0, cir-model 0.2.0 and probmetrics 1.3.0. Each entry
has the probabilities that the peer gives at `queries` (the quantile histogram: at `log_odds`, since its
edges lie elsewhere between two rows), and its parameters where it has some. What the
peers find by an inexact search is given again, as `*_exact`, by scikit-learn's unpenalised
logistic regression (Newton with Cholesky factors, tolerance 1e-14) on the same features.
"""

import json

import numpy as np
from betacal import BetaCalibration
from cir_model import CenteredIsotonicRegression
from netcal.binning import HistogramBinning
from probmetrics.calibrators import (
    BinaryHistogramBinningCalibrator,
    RegularizedQuadraticScalingCalibrator,
)
from scipy.special import expit
from sklearn.calibration import _sigmoid_calibration
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression


def exact_logistic(x, y, w, queries):
    fit = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-14, max_iter=1000)
    fit.fit(x, y, sample_weight=w)
    return {
        "parameters": [*fit.coef_[0], fit.intercept_[0]],
        "probabilities": fit.predict_proba(queries)[:, 1].tolist(),
    }


def case(name, seed, n, log_odds, decimals, weighted):
    rng = np.random.default_rng(seed)
    s = np.round(rng.normal(0.3, 2, n), decimals)
    y = (rng.uniform(size=n) < expit(log_odds(s))).astype(int)
    w = rng.integers(1, 4, n).astype(float) if weighted else None
    p = expit(s)
    grid = np.linspace(-5.05, 5.05, 41)
    q = expit(grid)
    result = {
        "name": name,
        "log_odds": s.tolist(),
        "outcomes": [bool(v) for v in y],
        "weights": None if w is None else w.tolist(),
        "queries": grid.tolist(),
    }

    isotonic = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(p, y, w)
    result["isotonic"] = {"probabilities": isotonic.predict(q).tolist()}
    centered = CenteredIsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(p, y, w)
    result["centered_isotonic"] = {"probabilities": centered.predict(q).tolist()}

    a, b = _sigmoid_calibration(s, y, w)
    result["platt"] = {"parameters": [-a, -b], "probabilities": expit(-(a * grid + b)).tolist()}
    result["platt_exact"] = exact_logistic(s[:, None], y, w, grid[:, None])
    result["quadratic_exact"] = exact_logistic(
        np.column_stack([s**2, s]), y, w, np.column_stack([grid**2, grid])
    )

    beta = BetaCalibration("abm").fit(p[:, None], y, w)
    map_ = beta.calibrator_.map_
    result["beta"] = {
        "parameters": [map_[0], map_[1], beta.calibrator_.lr_.intercept_[0]],
        "probabilities": beta.predict(q[:, None]).tolist(),
    }
    # What is left where betacal sets a coefficient to 0.
    kept = [place for place in (0, 1) if map_[place] != 0]

    def features(v):
        return np.column_stack([np.log(v), -np.log1p(-v)])[:, kept]

    result["beta_exact"] = exact_logistic(features(p), y, w, features(q))

    if w is None:
        # Stochastic gradients: asked for ten digits.
        quadratic = RegularizedQuadraticScalingCalibrator(
            max_iter=20000, tol=1e-10, print_init_info=False
        )
        quadratic.fit(np.column_stack([1 - p, p]), y)
        result["quadratic"] = {
            "probabilities": quadratic.predict_proba(np.column_stack([1 - q, q]))[:, 1].tolist()
        }
        # Netcal takes no weights; its bins are closed to the right where they are applied.
        histogram = HistogramBinning(bins=10).fit(p, y)
        result["histogram"] = {"probabilities": histogram.transform(q).tolist()}
        quantile = BinaryHistogramBinningCalibrator(n_bins=10, strategy="quantile")
        quantile.fit(np.column_stack([1 - p, p]), y)
        result["quantile_histogram"] = {
            "probabilities": quantile.predict_proba(np.column_stack([1 - p, p]))[:, 1].tolist()
        }
    return result


def main():
    cases = [
        case("overconfident", 1, 200, lambda s: 0.6 * s + 0.3, 12, False),
        case("ties and weights", 2, 150, lambda s: 0.8 * s - 0.5, 1, True),
        case("underconfident", 3, 120, lambda s: 1.6 * s, 12, False),
        case("many rows", 5, 1000, lambda s: 0.5 * s - 0.4, 12, False),
        case("falling", 7, 60, lambda s: 0.2 - 0.3 * s, 12, True),
        case("right end", 8, 300, lambda s: 1.5 * np.logaddexp(0, s + 0.5) - 1.5, 12, False),
        case("left end", 9, 300, lambda s: 1.5 - 1.5 * np.logaddexp(0, 0.5 - s), 12, False),
    ]
    print(json.dumps(cases))


main()
