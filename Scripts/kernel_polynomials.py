"""Prints the polynomial coefficients of vector_f32.h and vector_f64.h in Sources/CalibrationKernels.

Near-minimax fits (interpolation at Chebyshev nodes, 60 digits) of
  exp:    (e^r - 1 - r) / r^2            on |r| <= ln(2)/2
  atanh:  (2 atanh(s) - 2 s) / s^3       in x = s^2, s <= 3 - 2 sqrt(2) for log, s <= 1/3 for log(1-q)
with the relative error each leaves in the function itself. Needs mpmath: pip install mpmath
"""

from mpmath import mp, mpf, atanh, cos, exp, expm1, log, lu_solve, matrix, pi, sqrt

mp.dps = 60


def fit(f, low, high, count):
    nodes = [(low + high) / 2 + (high - low) / 2 * cos(pi * (2 * i + 1) / (2 * count)) for i in range(count)]
    a = matrix(count, count)
    b = matrix(count, 1)
    for i, x in enumerate(nodes):
        for j in range(count):
            a[i, j] = x**j
        b[i] = f(x)
    return list(lu_solve(a, b))


def horner(c, x):
    result = mpf(0)
    for k in reversed(c):
        result = result * x + k
    return result


def exp_tail(r):
    if abs(r) < mpf(10) ** -12:
        return mpf(1) / 2 + r / 6
    return (expm1(r) - r) / r**2


def atanh_tail(x):
    if x < mpf(10) ** -15:
        return mpf(2) / 3 + 2 * x / 5
    s = sqrt(x)
    return (2 * atanh(s) - 2 * s) / s**3


def show(name, coefficients, error, digits):
    print(f"{name}: relative error {mp.nstr(error, 3)}")
    for c in coefficients:
        print("  ", mp.nstr(c, digits))


half = log(2) / 2
for name, count, digits in (("exp float", 5, 10), ("exp double", 10, 20)):
    c = fit(exp_tail, -half, half, count)
    grid = [half * (2 * mpf(i) / 2000 - 1) for i in range(2001)]
    show(name, c, max(abs((1 + r + r * r * horner(c, r)) / exp(r) - 1) for r in grid), digits)

for name, top, count, digits in (
    ("log float", 3 - 2 * sqrt(mpf(2)), 4, 10),
    ("log double", 3 - 2 * sqrt(mpf(2)), 7, 20),
    ("log1m float", mpf(1) / 3, 5, 10),
    ("log1m double", mpf(1) / 3, 11, 20),
):
    c = fit(atanh_tail, mpf(0), top**2, count)
    grid = [top * mpf(i) / 2000 for i in range(1, 2001)]
    show(name, c, max(abs((2 * s + s**3 * horner(c, s * s)) / (2 * atanh(s)) - 1) for s in grid), digits)
