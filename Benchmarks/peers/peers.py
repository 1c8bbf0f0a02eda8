"""Times temperature scaling in the Python packages that offer it, and the published grid of focal temperature scaling.

    python peers.py --data DIR --json OUT [--sizes 10000x10,10000x100,50000x1000] [--repeat N] [--peers NAME,...]

Reads `logits` (float32) and `labels` (integers) from DIR/{size}.npz. Only fits are timed: reading the file, importing a package and
bringing the scores into the form a package asks for (a tensor, probabilities) happen outside the clock. Every fit is then judged by
the same function: the mean negative log-likelihood of its temperature and gamma, in float64. All cores are offered to everyone.

OUT is a list of records:

    size, name, package, version, method, variant what was run; a package may appear under several names
    seconds, seconds_min, runs                    median and least time of a fit, and how many were timed (after one warm-up;
                                                  a fit that takes more than 10 s is run once)
    temperature, gamma, nll                       what was found (null where it failed, or where only a part was run)
    nll_excess                                    nll minus the best nll that any record of the same method and size reached
    reached_optimum                               whether nll_excess is below 1e-6: a time only counts where it did
    extrapolated_from                             null, or the number of grid points timed of the grid_points there are
    note, error                                   words, or null
"""

import argparse
import gc
import importlib.metadata
import json
import logging
import os
import pathlib
import statistics
import sys
import time
import warnings
from dataclasses import dataclass
from typing import Any, Callable

import numpy as np

SIZES = "10000x10,10000x100,50000x1000"
LONG_RUN = 10.0  # seconds; a fit that takes longer is not repeated
GRID_TEMPERATURES = [step / 20 for step in range(1, 101)]  # 0.05, 0.10, ..., 5.00
GRID_GAMMAS = [-1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0, 3.0, 5.0]
SAMPLE_TEMPERATURES = [1.5, 2.0]  # the part of the grid that is timed where the whole of it would take too long
AGREEMENT = 1e-6  # how much worse than the best a fit may be and still count as the optimum
LARGE = 10_000_000  # scores; above this the grid is extrapolated
BLOCK = 2048  # rows handled at a time in float64


@dataclass(frozen=True)
class Fit:
    """What a peer found. A temperature of None: nothing to judge, because only a part of the work was done."""

    temperature: float | None
    gamma: float | None = None
    points_timed: int | None = None


@dataclass(frozen=True)
class Peer:
    """One thing to time: how it wants its input, and how it fits. `distribution` is the name its version is found under."""

    name: str
    distribution: str
    method: str
    variant: str
    prepare: Callable[[np.ndarray, np.ndarray], Any]
    fit: Callable[[Any], Fit]
    start: float | None = None  # the temperature it starts from, to tell when it never moved
    note: str | None = None


# The judge ------------------------------------------------------------------------------------------------------------


def negative_log_likelihood(logits, labels, temperature, gamma=0.0):
    """Mean negative log-likelihood of Phi_gamma(softmax(logits / temperature)), in float64, for gamma >= -1."""
    total = 0.0
    for start in range(0, len(logits), BLOCK):
        block = slice(start, start + BLOCK)
        score = log_focal_score(logits[block].astype(np.float64) / temperature, gamma)
        total += (log_sum_exp(score) - np.take_along_axis(score, labels[block, None], axis=1)[:, 0]).sum()
    return total / len(logits)


def log_sum_exp(scores):
    """ln of the sum of exp over every row."""
    top = scores.max(axis=1)
    return top + np.log(np.exp(scores - top[:, None]).sum(axis=1))


def log_focal_score(scaled, gamma):
    """ln h_gamma(v) up to a constant per row, for v = softmax(scaled); at gamma = 0 that is `scaled` itself."""
    scaled = scaled - scaled.max(axis=1, keepdims=True)
    if gamma == 0:
        return scaled
    log_probability = scaled - log_sum_exp(scaled)[:, None]
    log_rest = log_one_minus(log_probability)
    log_lack = log_one_minus_ratio(log_probability, log_rest)
    log_divisor = log_lack if gamma == -1 else np.log(1 + gamma - gamma * np.exp(log_lack))
    return log_probability - gamma * log_rest - log_divisor


def log_one_minus(log_probability):
    """ln(1 - v); for the largest v of a row, that is the logarithm of the sum of the other classes."""
    rows, leaders = np.arange(len(log_probability)), log_probability.argmax(axis=1)
    others = log_probability.copy()
    others[rows, leaders] = -np.inf
    with np.errstate(divide="ignore"):
        log_rest = np.log1p(-np.exp(log_probability))
    log_rest[rows, leaders] = log_sum_exp(others)
    return log_rest


def log_one_minus_ratio(log_probability, log_rest):
    """ln(1 - r(v)) for r(v) = -v ln(v) / (1 - v), by its series where v is close to 1."""
    rest = np.exp(log_rest)
    series = log_rest + np.log(1 / 2 + rest / 6 + rest**2 / 12)
    with np.errstate(divide="ignore", invalid="ignore"):
        direct = np.log(1 + np.exp(log_probability) * log_probability / rest)
    return np.where(rest < 1e-4, series, direct)


# What the peers are given ---------------------------------------------------------------------------------------------


def as_arrays(logits, labels):
    """The arrays as they are."""
    return logits, labels


def as_tensors(logits, labels):
    """The same memory as tensors."""
    import torch

    return torch.from_numpy(logits), torch.from_numpy(labels)


def as_probabilities(dtype):
    """Probabilities in a precision, computed in float64."""

    def prepare(logits, labels):
        probabilities = np.empty(logits.shape, dtype=dtype)
        for start in range(0, len(logits), BLOCK):
            scaled = logits[start : start + BLOCK].astype(np.float64)
            weights = np.exp(scaled - scaled.max(axis=1, keepdims=True))
            probabilities[start : start + BLOCK] = weights / weights.sum(axis=1, keepdims=True)
        return probabilities, labels

    return prepare


# The peers ------------------------------------------------------------------------------------------------------------


def fit_scikit_learn(data):
    """The class behind CalibratedClassifierCV(method="temperature"), without the cross-validation around it."""
    from sklearn.calibration import _TemperatureScaling

    return Fit(1 / float(_TemperatureScaling().fit(*data).beta_))


def fit_probmetrics(method):
    """One of probmetrics' calibrators, through its torch entry, which takes logits."""

    def fit(data):
        from probmetrics.calibrators import get_calibrator
        from probmetrics.distributions import CategoricalLogits

        logits, labels = data
        calibrator = get_calibrator(method)
        calibrator.fit_torch(CategoricalLogits(logits), labels)
        if hasattr(calibrator, "invtemp_"):
            return Fit(1 / float(calibrator.invtemp_))
        return Fit(float(calibrator.temp_))

    return fit


def fit_netcal(data):
    """netcal's maximum likelihood fit, which takes probabilities and clips them to [eps, 1 - eps] of their precision."""
    from netcal.scaling import TemperatureScaling

    scaling = TemperatureScaling()
    scaling.fit(*data, random_state=0, tensorboard=False)
    return Fit(1 / float(np.asarray(scaling.temperature).ravel()[0]))


def fit_torch_uncertainty(data):
    """torch-uncertainty's scaler, given everything as one batch, which is the cheapest loader there is."""
    from torch_uncertainty.post_processing import TemperatureScaler

    scaler = TemperatureScaler()
    scaler.fit([data], progress=False)
    return Fit(float(scaler.temperature[0].detach()))


def fit_guo(data):
    """The recipe published with Guo et al. 2017: L-BFGS on the temperature, learning rate 0.01, 50 iterations, from 1.5."""
    import torch

    logits, labels = data
    temperature = torch.nn.Parameter(torch.full((1,), 1.5))
    criterion = torch.nn.CrossEntropyLoss()
    optimizer = torch.optim.LBFGS([temperature], lr=0.01, max_iter=50)

    def closure():
        optimizer.zero_grad()
        loss = criterion(logits / temperature.unsqueeze(1).expand(logits.shape), labels)
        loss.backward()
        return loss

    optimizer.step(closure)
    return Fit(temperature.item())


def fit_published_grid(data):
    """The grid of the focal temperature scaling paper; on large data a part of it, to be extrapolated."""
    logits, _ = data
    if logits.numel() <= LARGE:
        _, temperature, gamma = search_grid(data, GRID_TEMPERATURES)
        return Fit(temperature, gamma)
    search_grid(data, SAMPLE_TEMPERATURES)
    return Fit(None, None, points_timed=len(SAMPLE_TEMPERATURES) * len(GRID_GAMMAS))


def search_grid(data, temperatures):
    """The least (loss, temperature, gamma). What does not depend on gamma is computed once per temperature."""
    import torch

    logits, labels = data
    best = (float("inf"), None, None)
    with torch.inference_mode():
        for temperature in temperatures:
            log_probability = torch.log_softmax(logits / temperature, dim=1)
            probability = log_probability.exp().clamp_(max=1 - 1e-6)
            log_rest = torch.log1p(-probability)
            ratio = -probability * log_probability / (1 - probability)
            for gamma in GRID_GAMMAS:
                score = log_probability - gamma * log_rest - torch.log1p(gamma * ratio.clamp(max=1 - 1e-6))
                loss = torch.nn.functional.cross_entropy(score, labels).item()
                best = min(best, (loss, temperature, gamma))
    return best


PEERS = [
    Peer("scikit-learn", "scikit-learn", "temperature", "Brent's method on the loss, float32", as_arrays, fit_scikit_learn, 1.0,
         "uses one thread: the loss it calls is not given more"),
    Peer("probmetrics", "probmetrics", "temperature", "temp-scaling: 30 bisections of the derivative, float32", as_tensors,
         fit_probmetrics("temp-scaling")),
    Peer("probmetrics-newton", "probmetrics", "temperature", "torchcal-ts: Newton with automatic derivatives, float32", as_tensors,
         fit_probmetrics("torchcal-ts"), 1.0),
    Peer("netcal", "netcal", "temperature", "L-BFGS-B with finite differences, float64", as_probabilities(np.float64), fit_netcal, 1.0),
    Peer("netcal-float32", "netcal", "temperature", "L-BFGS-B with finite differences, float32", as_probabilities(np.float32),
         fit_netcal, 1.0),
    Peer("torch-uncertainty", "torch-uncertainty", "temperature", "L-BFGS, learning rate 0.1, 100 iterations, float32", as_tensors,
         fit_torch_uncertainty, 1.0),
    Peer("torch-guo", "torch", "temperature", "Guo et al. 2017: L-BFGS, learning rate 0.01, 50 iterations, float32", as_tensors,
         fit_guo, 1.5),
    Peer("torch-grid", "torch", "focal-temperature", "published grid of 100 temperatures x 11 gammas, float32", as_tensors,
         fit_published_grid),
]


# Running them ---------------------------------------------------------------------------------------------------------


def clock(fit, data):
    """One fit and its time."""
    gc.collect()
    start = time.perf_counter()
    result = fit(data)
    return result, time.perf_counter() - start


def time_fit(peer, data, repeat):
    """A warm-up, then `repeat` timed fits; where the warm-up is long already, it is the measurement."""
    result, seconds = clock(peer.fit, data)
    if seconds > LONG_RUN:
        return result, [seconds]
    times = []
    for _ in range(repeat):
        result, seconds = clock(peer.fit, data)
        times.append(seconds)
    return result, times


def judge(record, peer, result, logits, labels):
    """Writes into the record what was found, how good it is, and whether it is nonsense."""
    if result.points_timed is not None:
        points = len(GRID_TEMPERATURES) * len(GRID_GAMMAS)
        factor = points / result.points_timed
        record.update(seconds=record["seconds"] * factor, seconds_min=record["seconds_min"] * factor,
                      extrapolated_from=result.points_timed, grid_points=points,
                      note=f"extrapolated: {result.points_timed} of {points} grid points were timed")
        return
    record.update(temperature=result.temperature, gamma=result.gamma)
    if not (np.isfinite(result.temperature) and result.temperature > 0):
        record.update(temperature=None, error=f"diverged: the temperature is {result.temperature}")
        return
    record["nll"] = float(negative_log_likelihood(logits, labels, result.temperature, result.gamma or 0.0))
    if result.temperature == peer.start:
        record["note"] = f"never moved from its starting temperature, {peer.start}"


def version_of(distribution):
    """The installed version, or None."""
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return None


def run(peer, size, logits, labels, repeat):
    """The record of one peer on one size. A failure is a record too."""
    record = dict(size=size, name=peer.name, package=peer.distribution, version=version_of(peer.distribution), method=peer.method,
                  variant=peer.variant, seconds=None, seconds_min=None, runs=0, temperature=None, gamma=None, nll=None,
                  nll_excess=None, reached_optimum=None, extrapolated_from=None, grid_points=None, note=peer.note, error=None)
    try:
        result, times = time_fit(peer, peer.prepare(logits, labels), repeat)
        record.update(seconds=statistics.median(times), seconds_min=min(times), runs=len(times))
        judge(record, peer, result, logits, labels)
    except Exception as error:  # whatever goes wrong inside a peer belongs in the table
        record["error"] = f"{type(error).__name__}: {error}"
    return record


def compare_to_best(records):
    """Fills in nll_excess and reached_optimum, within one size."""
    for method in {record["method"] for record in records}:
        judged = [record for record in records if record["method"] == method and record["nll"] is not None]
        best = min((record["nll"] for record in judged), default=None)
        for record in judged:
            record["nll_excess"] = record["nll"] - best
            record["reached_optimum"] = record["nll_excess"] < AGREEMENT


def describe(record):
    """One line for people."""
    def number(value, form):
        return "-" if value is None else format(value, form)

    columns = [f"{record['size']:<11}", f"{record['name']:<19}", f"{record['method']:<18}", f"{number(record['seconds'], '.4f'):>10} s",
               f"T {number(record['temperature'], '.6f'):>9}", f"gamma {number(record['gamma'], '.2f'):>5}",
               f"NLL {number(record['nll'], '.9f'):>12}", record["error"] or record["note"] or ""]
    return "  ".join(columns).rstrip()


def quiet():
    """Keeps the packages' remarks out of the table."""
    warnings.filterwarnings("ignore")
    logging.getLogger().setLevel(logging.ERROR)


def use_all_cores():
    """torch reads this; numpy and scipy take all cores by themselves."""
    try:
        import torch
    except ImportError:
        return
    torch.set_num_threads(os.cpu_count())


def warn_when_busy():
    """torch's threads wait for each other at every step: a busy machine makes it up to a hundred times slower."""
    load = os.getloadavg()[0]
    if load > os.cpu_count() / 4:
        print(f"peers.py: this machine is busy (load {load:.1f} on {os.cpu_count()} cores); the times will mislead", file=sys.stderr)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=pathlib.Path, required=True, metavar="DIR", help="the folder with {size}.npz")
    parser.add_argument("--json", type=pathlib.Path, required=True, metavar="OUT", help="the file to write")
    parser.add_argument("--sizes", default=SIZES, help=f"default: {SIZES}")
    parser.add_argument("--repeat", type=int, default=5, metavar="N", help="timed fits after the warm-up; default: 5")
    parser.add_argument("--peers", metavar="NAME,...", help="only these of: " + ", ".join(peer.name for peer in PEERS))
    options = parser.parse_args()
    if options.repeat < 1:
        parser.error("--repeat must be at least 1")
    unknown = set(options.peers.split(",") if options.peers else []) - {peer.name for peer in PEERS}
    if unknown:
        parser.error(f"there is no peer called {', '.join(sorted(unknown))}")
    return options


def main():
    options = parse_arguments()
    quiet()
    use_all_cores()
    warn_when_busy()
    chosen = [peer for peer in PEERS if not options.peers or peer.name in options.peers.split(",")]
    records = []
    for size in options.sizes.split(","):
        path = options.data / f"{size}.npz"
        if not path.exists():
            sys.exit(f"peers.py: there is no {path}; make_data.py makes it")
        with np.load(path) as archive:
            logits, labels = np.ascontiguousarray(archive["logits"], np.float32), archive["labels"].astype(np.int64)
        of_size = []
        for peer in chosen:
            of_size.append(run(peer, size, logits, labels, options.repeat))
            print(describe(of_size[-1]), flush=True)
        compare_to_best(of_size)
        late = [record["name"] for record in of_size if record["reached_optimum"] is False]
        if late:
            print(f"{size}: did not reach the optimum: {', '.join(late)}", flush=True)
        records += of_size
        options.json.write_text(json.dumps(records, indent=1) + "\n")


if __name__ == "__main__":
    main()
