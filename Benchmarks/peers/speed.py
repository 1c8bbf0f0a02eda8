"""Times our fits and the peers' on the same data, one after the other, and the smooth calibration error of a million rows.

    python speed.py --ours PROGRAM --data DIR [--size 10000x100] [--rows 1000000] [--repeat N] [--methods NAME,...]

PROGRAM is the built method-times; DIR holds what make_data.py wrote, and gets the rows of the smooth calibration error. Only fits are
timed: bringing the scores into the form that a package asks for is not. That the fits find the same is the business of agreement.py.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys

import numpy as np
from scipy.special import expit

import peers
from peer_fits import one_versus_rest_log_odds

SMOOTH = "smooth-ece"


def as_log_odds(logits, labels):
    wide = logits.astype(np.float64)
    return one_versus_rest_log_odds(wide - peers.log_sum_exp(wide)[:, None]), labels


def as_confidences(logits, labels):
    probabilities, _ = peers.as_probabilities(np.float64)(logits, labels)
    return probabilities.max(axis=1), (probabilities.argmax(axis=1) == labels).astype(np.float64)


def fit_probmetrics(name):
    def fit(data):
        from probmetrics import calibrators

        return getattr(calibrators, name)().fit(*data)

    return fit


def fit_scikit_learn_temperature(data):
    from sklearn.calibration import _TemperatureScaling

    return _TemperatureScaling().fit(*data)


def fit_sigmoid(data):
    from sklearn.calibration import _SigmoidCalibration

    log_odds, labels = data
    return [_SigmoidCalibration().fit(column, labels == index) for index, column in enumerate(log_odds.T)]


def fit_isotonic(data):
    from sklearn.isotonic import IsotonicRegression

    probabilities, labels = data
    return [IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(column, labels == index)
            for index, column in enumerate(probabilities.T)]


def fit_beta(data):
    from betacal import BetaCalibration

    log_odds, labels = data
    return [BetaCalibration("abm").fit(expit(column)[:, None], labels == index) for index, column in enumerate(log_odds.T)]


def smooth_error(data):
    from relplot.metrics import smECE

    return smECE(*data)


def peer(method, package, variant, prepare, fit):
    return peers.Peer(package, package, method, variant, prepare, fit)


PROBABILITIES = peers.as_probabilities(np.float64)
PEERS = [
    peer("temperature", "probmetrics", "TemperatureScalingCalibrator", PROBABILITIES, fit_probmetrics("TemperatureScalingCalibrator")),
    peer("temperature", "scikit-learn", "_TemperatureScaling", peers.as_arrays, fit_scikit_learn_temperature),
    peer("vector", "probmetrics", "VectorScalingCalibrator", PROBABILITIES, fit_probmetrics("VectorScalingCalibrator")),
    peer("structured-vector", "probmetrics", "SVSCalibrator", PROBABILITIES, fit_probmetrics("SVSCalibrator")),
    peer("structured-matrix", "probmetrics", "SMSCalibrator", PROBABILITIES, fit_probmetrics("SMSCalibrator")),
    peer("platt", "scikit-learn", "_SigmoidCalibration of each class", as_log_odds, fit_sigmoid),
    peer("beta", "betacal", "abm of each class", as_log_odds, fit_beta),
    peer("isotonic", "scikit-learn", "IsotonicRegression of each class", PROBABILITIES, fit_isotonic),
    peer(SMOOTH, "relplot", "smECE", as_confidences, smooth_error),
]


def make_rows(path, count):
    """Over-confident logits of two classes, with labels."""
    random = np.random.default_rng(20250302)
    log_odds = 3 * random.standard_normal(count)
    labels = (random.random(count) < expit(log_odds / 1.5)).astype(np.int64)
    np.savez(path, logits=np.column_stack([np.zeros(count), log_odds]).astype(np.float32), labels=labels)


def run_ours(options, path, methods):
    done = subprocess.run([options.ours, str(path), "--methods", ",".join(methods), "--repeat", str(options.repeat)],
                          stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(f"speed.py: {options.ours} failed")
    return {record["method"]: record["seconds"] for record in map(json.loads, done.stdout.splitlines())}


def compare(options, path, chosen):
    """Lines of the table for some peers on one file."""
    ours = run_ours(options, path, list(dict.fromkeys(peer.method for peer in chosen)))
    with np.load(path) as archive:
        logits, labels = np.ascontiguousarray(archive["logits"], np.float32), archive["labels"].astype(np.int64)
    for peer in chosen:
        _, times = peers.time_fit(peer, peer.prepare(logits, labels), options.repeat)
        seconds = statistics.median(times)
        version = peers.version_of(peer.distribution)
        yield (f"| {peer.method} | {path.stem.replace('x', ' × ')} | {ours[peer.method]:.4f} | {peer.name} {version}, {peer.variant} | "
               f"{seconds:.4f} | {seconds / ours[peer.method]:.1f} |")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ours", required=True, metavar="PROGRAM", help="the built method-times")
    parser.add_argument("--data", type=pathlib.Path, required=True, metavar="DIR", help="the folder with {size}.npz")
    parser.add_argument("--size", default="10000x100", help="of the fits; default: 10000x100")
    parser.add_argument("--rows", type=int, default=1_000_000, metavar="N", help="of the smooth calibration error; default: 1000000")
    parser.add_argument("--repeat", type=int, default=5, metavar="N", help="timed runs after the warm-up; default: 5")
    parser.add_argument("--methods", metavar="NAME,...", help="only these")
    return parser.parse_args()


def main():
    options = parse_arguments()
    peers.quiet()
    peers.use_all_cores()
    peers.warn_when_busy()
    names = options.methods.split(",") if options.methods else [peer.method for peer in PEERS]
    chosen = [peer for peer in PEERS if peer.method in names]
    smooth = options.data / f"{options.rows}x2.npz"
    if not smooth.exists():
        make_rows(smooth, options.rows)
    print("| work | size | ours, s | peer | peer's, s | times as fast |\n| --- | --- | ---: | --- | ---: | ---: |")
    for path, of_path in ((options.data / f"{options.size}.npz", [peer for peer in chosen if peer.method != SMOOTH]),
                          (smooth, [peer for peer in chosen if peer.method == SMOOTH])):
        for line in compare(options, path, of_path) if of_path else ():
            print(line, flush=True)


if __name__ == "__main__":
    main()
