"""Writes matrix_methods.json: matrix scaling and Dirichlet calibration with given strengths, by scipy's
L-BFGS-B in double precision, on the generated probabilities of linear_methods.json (numpy 2.4.6, scipy 1.17.1).

    python3 matrix_methods.py > matrix_methods.json
"""

import json
import pathlib

import numpy as np
import scipy.optimize
import scipy.special

LAMBDA, MU = 0.5, 0.2


def objective(parameters, x, labels, regularization):
    classes = x.shape[1]
    w = parameters[: classes**2].reshape(classes, classes)
    b = parameters[classes**2 :]
    logits = x @ w.T + b
    log_p = logits - scipy.special.logsumexp(logits, axis=1, keepdims=True)
    rows = np.arange(len(x))
    factors = np.full((classes, classes), LAMBDA / classes**2)
    if regularization == "odir":
        factors = LAMBDA / (classes * (classes - 1)) * (1 - np.eye(classes))
    slope = np.exp(log_p)
    slope[rows, labels] -= 1
    slope /= len(x)
    value = -log_p[rows, labels].mean() + (factors * w * w).sum() + MU / classes * (b * b).sum()
    gradient = np.append((slope.T @ x + 2 * factors * w).ravel(), slope.sum(0) + 2 * MU / classes * b)
    return value, gradient


def fit(p, labels, inputs, regularization):
    x = np.log(p)
    if inputs == "centered-logits":
        x -= x.mean(1, keepdims=True)
    half, classes = len(x) // 2, x.shape[1]
    found = scipy.optimize.minimize(
        objective,
        np.append(np.eye(classes).ravel(), np.zeros(classes)),
        (x[:half], labels[:half], regularization),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": 100000, "maxfun": 100000, "ftol": 0, "gtol": 1e-11, "maxcor": 30},
    )
    w = found.x[: classes**2].reshape(classes, classes)
    logits = x @ w.T + found.x[classes**2 :]
    log_p = logits - scipy.special.logsumexp(logits, axis=1, keepdims=True)
    losses = -log_p[np.arange(len(x)), labels]
    return {
        "inputs": inputs,
        "regularization": regularization,
        "matrix": w.tolist(),
        "intercept": found.x[classes**2 :].tolist(),
        "fit_loss": float(losses[:half].mean()),
        "test_loss": float(losses[half:].mean()),
    }


data = json.loads(pathlib.Path(__file__).with_name("linear_methods.json").read_text())["cases"][0]
labels = np.array(data["labels"])
p = np.array(data["probabilities"], np.float32).astype(float).reshape(len(labels), -1)
print(
    json.dumps(
        {
            "lambda": LAMBDA,
            "mu": MU,
            "cases": [
                fit(p, labels, inputs, regularization)
                for inputs in ("centered-logits", "log-probabilities")
                for regularization in ("odir", "l2")
            ],
        },
        indent=1,
    )
)
